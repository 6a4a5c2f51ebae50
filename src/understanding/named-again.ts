import type { Words } from './words.ts';

const MOST_NOUN_WORDS = 3;
const POINTERS = new Set(['it', 'them']);

/**
 * A sentence with what its first part ends with in place of the "it" behind `end`, as far as that may be a name:
 * "optimise the store and verify the store". Shortest first.
 */
export function namedAgain({ words, breaks }: Words, end: number): readonly Words[] {
  const at = words.findIndex((word, index) => index > end && POINTERS.has(word));
  if (at < 0) return [];
  const most = Math.min(MOST_NOUN_WORDS, end - 1);
  return Array.from({ length: most }, (_, index) => {
    const noun = words.slice(end - 1 - index, end);
    const behind = words.slice(at + 1);
    return {
      words: [...words.slice(0, at), ...noun, ...behind],
      breaks: new Set([...breaks].map((place) => (place > at ? place + noun.length - 1 : place))),
    };
  });
}
