import type { MatchNode } from './match-node.ts';

/**
 * What each sentence of a grammar must have, told without compiling it: so many words, first and last ones among certain
 * words, and of certain sets one word each, in their order. Numbers, so that it is read fast where it was kept.
 */
export interface SentenceOutlines {
  /** Each word once; a word's number is its place. */
  words: readonly string[];
  /** The words of set `s`, by their numbers, ascending: `members` from `bounds[s]` to `bounds[s + 1]`. */
  members: Uint32Array;
  bounds: Uint32Array;
  /** Of each sentence: sets of words, or `ANY_WORD`. */
  begins: Uint32Array;
  ends: Uint32Array;
  /** Of each sentence: how many words it has at least and at most. */
  least: Uint16Array;
  most: Uint16Array;
  /** Sets that sentence `i` needs: `needs` from `needBounds[i]` to `needBounds[i + 1]`. */
  needs: Uint32Array;
  needBounds: Uint32Array;
  /** Of each sentence, the needed set whose words are needed least often of all, or `ANY_WORD`. */
  rarestNeed: Uint32Array;
}

/** In place of a set: any word will do. */
export const ANY_WORD = 0xffffffff;
const MOST_WORDS = 0xffff;

export function outlinesOf(sentences: readonly MatchNode[]): SentenceOutlines {
  const sets = new WordSets();
  const setOf = ({ any, words }: MatchNode['begins']) => (any ? ANY_WORD : sets.numberOf(words()));
  const needed = sentences.map(neededOf);
  const isRarer = rarityIn(needed.flat());
  const rarest = needed.map(([first, ...others]) =>
    others.reduce((best, need) => (best && isRarer(need, best) ? need : best), first),
  );
  const needs: number[] = [];
  const needBounds = [0];
  for (const words of needed) {
    needs.push(...words.map((some) => sets.numberOf(some)));
    needBounds.push(needs.length);
  }
  return {
    begins: Uint32Array.from(sentences, ({ begins }) => setOf(begins)),
    ends: Uint32Array.from(sentences, ({ ends }) => setOf(ends)),
    least: Uint16Array.from(sentences, ({ least }) => Math.min(least, MOST_WORDS)),
    most: Uint16Array.from(sentences, ({ most }) => Math.max(0, Math.min(most, MOST_WORDS))),
    needs: Uint32Array.from(needs),
    needBounds: Uint32Array.from(needBounds),
    rarestNeed: Uint32Array.from(rarest, (words) => (words ? sets.numberOf(words) : ANY_WORD)),
    ...sets.packed(),
  };
}

function neededOf(sentence: MatchNode): readonly ReadonlySet<string>[] {
  if (sentence.type !== 'sequence') return [];
  return sentence.items
    .filter(({ empty, begins }) => !empty && !begins.any)
    .map(({ begins }) => begins.words());
}

/** Tells whether the words of one set are in fewer of `all` than those of another. */
function rarityIn(all: readonly ReadonlySet<string>[]) {
  const counts = new Map<string, number>();
  for (const set of all) for (const word of set) counts.set(word, (counts.get(word) ?? 0) + 1);
  const countOf = (set: ReadonlySet<string>) =>
    set.keys().reduce((sum, word) => sum + (counts.get(word) ?? 0), 0);
  return (set: ReadonlySet<string>, other: ReadonlySet<string>) => countOf(set) < countOf(other);
}

/** Sets of words, each once. */
class WordSets {
  readonly #words = new Map<string, number>();
  readonly #sets = new Map<string, number>();
  readonly #members: number[] = [];
  readonly #bounds = [0];

  numberOf(words: ReadonlySet<string>): number {
    const numbers = Array.from(words, (word) => numberIn(this.#words, word)).sort((a, b) => a - b);
    const count = this.#sets.size;
    const number = numberIn(this.#sets, numbers.join());
    if (number === count) {
      this.#members.push(...numbers);
      this.#bounds.push(this.#members.length);
    }
    return number;
  }

  packed(): Pick<SentenceOutlines, 'words' | 'members' | 'bounds'> {
    return {
      words: [...this.#words.keys()],
      members: Uint32Array.from(this.#members),
      bounds: Uint32Array.from(this.#bounds),
    };
  }
}

function numberIn(known: Map<string, number>, key: string): number {
  const number = known.get(key) ?? known.size;
  known.set(key, number);
  return number;
}
