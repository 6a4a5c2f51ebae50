import type { Words } from './words.ts';

const FILLERS = new Set([
  'um',
  'uh',
  'uhm',
  'er',
  'erm',
  'ah',
  'hmm',
  'hm',
  'mm',
  'please',
  'well',
  'oh',
  'eh',
]);

/** "a" and "i" are words. */
const LETTER = /^[b-hj-z]$/;

/** Without hesitation and politeness, which change no meaning, not even that of a yes. */
export function withoutFillers(said: Words): Words {
  return keepWords(said, (at) => !FILLERS.has(said.words[at] as string) && !isFalseStart(said, at));
}

/** "y-yeah", "fire- firefox": a beginning that the next word completes. In "h t o p please" the p is spelled. */
function isFalseStart({ words, breaks }: Words, at: number): boolean {
  const [word, next] = [words[at] as string, words[at + 1]];
  if (next === undefined || next === word || !next.startsWith(word)) return false;
  if (word.length === 1)
    return next.length > 3 && LETTER.test(word) && !(at > 0 && LETTER.test(words[at - 1] as string));
  return word.length > 2 && breaks.has(at + 1);
}

type Phrases = readonly (readonly string[])[];

/** Without the skip words of a grammar, and without words said twice in a row. */
export function withoutSkipWords(said: Words, skipWords: Phrases): Words {
  const { words } = said;
  const byFirst = sortedByFirst(skipWords);
  const dropped = new Set<number>();
  for (let at = 0; at < words.length; at++) {
    for (const phrase of byFirst.get(words[at] as string) ?? []) {
      if (phrase.every((word, index) => words[at + index] === word)) {
        for (let index = 0; index < phrase.length; index++) dropped.add(at + index);
      }
    }
  }
  const kept = keepWords(said, (at) => !dropped.has(at));
  return withoutStutter(kept);
}

const sorted = new WeakMap<Phrases, ReadonlyMap<string, Phrases>>();

/** Phrases by their first word; once for the same ones. */
function sortedByFirst(phrases: Phrases): ReadonlyMap<string, Phrases> {
  const known = sorted.get(phrases);
  if (known) return known;
  const byFirst = Map.groupBy(phrases, ([first = '']) => first);
  sorted.set(phrases, byFirst);
  return byFirst;
}

function withoutStutter(said: Words): Words {
  const { words } = said;
  const isSaidAgain = (at: number, size: number) => {
    const word = words[at];
    return word !== undefined && word.length > 1 && word === words[at + size];
  };
  const isPairAt = (at: number) => isSaidAgain(at, 2) && isSaidAgain(at + 1, 2);
  return keepWords(said, (at) => !isSaidAgain(at, 1) && !isPairAt(at) && !isPairAt(at - 1));
}

function keepWords(said: Words, keep: (at: number) => boolean): Words {
  const words: string[] = [];
  const breaks = new Set<number>();
  for (let at = 0; at < said.words.length; at++) {
    if (said.breaks.has(at)) breaks.add(words.length);
    if (keep(at)) words.push(said.words[at] as string);
  }
  breaks.delete(0);
  return words.length === said.words.length ? said : { words, breaks };
}
