import type { Reference, Slots } from '../../intent.ts';
import type { Candidate } from '../../understanding.ts';

/** What a sentence says for the slots of its intent. */
export type Filled =
  /** One command for each of `slots`. `score`: how surely names were recognized. */
  | { type: 'filled'; slots: readonly [Slots, ...Slots[]]; score: number; source: string }
  | { type: 'pointed'; slot: string; reference: Reference }
  | { type: 'candidates'; slot: string; candidates: readonly Candidate[] }
  /** `heard`: what was said for it and is not known. */
  | { type: 'missing'; slot: string; heard?: string }
  /** Something else was said that only looks like it. */
  | { type: 'unfit' };

export function one(slots: Slots, source: string, score = 1): Filled {
  return { type: 'filled', slots: [slots], score, source };
}

/** "it", "the second one": the thing itself was said before. */
export function pointedAt(words: readonly string[]): Reference | undefined {
  for (const [at, word] of words.entries()) {
    const position = POSITIONS[word];
    if (position !== undefined && ['one', 'result', 'package', 'program'].includes(words[at + 1] ?? ''))
      return { kind: 'position', position };
    if (word === 'other' && ['one', 'package', 'program', 'service'].includes(words[at + 1] ?? ''))
      return { kind: 'other' };
  }
  return words.some((word) => POINTERS.has(word)) ? { kind: 'it' } : undefined;
}

const POINTERS = new Set(['it', 'its', 'that', 'this', 'them', 'they', 'their', 'one']);
const POSITIONS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  last: -1,
};
