import { numbersAt } from './numbers.ts';

/** What people call a generation, as far as a number may follow. */
export const NOUNS: ReadonlySet<string> = new Set(
  'generation generations gen gens version versions snapshot snapshots number numbers build builds entry entries'.split(
    ' ',
  ),
);
/** Behind a number: it counts something else. */
const COUNTED = new Set(
  'percent minute minutes hour hours day days week weeks month months year years time times gigabyte gigabytes gigs gb package packages am pm'.split(
    ' ',
  ),
);

export interface NumberSaid {
  from: number;
  /** Position behind it. */
  to: number;
  value: number;
}

/** The number of a generation that stands at `at`, by itself or behind its noun: "forty one", "generation number 41". */
export function generationNumberAt(words: readonly string[], at: number): NumberSaid | undefined {
  const read = numbersAt(words, at).find(({ value }) => value >= 1 && value <= 1_000_000);
  if (!read || words[at] === 'a' || COUNTED.has(words[read.end] ?? '')) return undefined;
  // "The current one" is no number.
  if (words[at] === 'one' && read.end === at + 1 && !NOUNS.has(words[at - 1] ?? '')) return undefined;
  return { from: at, to: read.end, value: read.value };
}

/** A number right behind what a generation is called. */
export function namedNumber(words: readonly string[]): NumberSaid | undefined {
  for (let at = 1; at < words.length; at++) {
    const number = NOUNS.has(words[at - 1] as string) ? generationNumberAt(words, at) : undefined;
    if (number) return number;
  }
  return undefined;
}

const COUNTS: ReadonlyMap<string, number> = new Map([
  ['a couple of', 2],
  ['couple of', 2],
  ['a few', 3],
]);

/** A small count at `at`: "three", "a couple of". */
export function countAt(words: readonly string[], at: number): NumberSaid | undefined {
  for (const [said, value] of COUNTS) {
    const expected = said.split(' ');
    if (expected.every((word, index) => words[at + index] === word))
      return { from: at, to: at + expected.length, value };
  }
  const read = numbersAt(words, at).find(({ value }) => value >= 1 && value <= 10_000);
  return read && words[at] !== 'a' ? { from: at, to: read.end, value: read.value } : undefined;
}

const PRESENT: readonly (readonly string[])[] =
  'what i have now|what is running now|what is running|the one i am on|one i am on|one i am using|one i am in|right now|this one|current|present|active|running|newest|latest|now'
    .split('|')
    .map((said) => said.split(' '));

/** The present generation, as it is said at `at`; gives the position behind it. */
export function presentAt(words: readonly string[], at: number): number | undefined {
  const said = PRESENT.find((phrase) => phrase.every((word, index) => words[at + index] === word));
  return said && at + said.length;
}
