import type { Choice, MatchNode, RangeList, WildcardList } from './match-node.ts';
import { type NumberRead, numbersAt } from './numbers.ts';

/** The items of a choice that `word` can begin; without a word (the text is over), those that can be nothing. */
export function possibleItems({ byFirst, rest }: Choice, word: string | undefined): readonly MatchNode[] {
  return (word === undefined ? undefined : byFirst().get(word)) ?? rest;
}

/** The numbers of a range that begin at `at`, longest first. */
export function numbersIn(
  { from, to, step }: RangeList,
  words: readonly string[],
  at: number,
): readonly NumberRead[] {
  const sign = words[at] === 'minus' || words[at] === 'negative' ? -1 : 1;
  return numbersAt(words, sign < 0 ? at + 1 : at)
    .map(({ end, value }) => ({ end, value: value * sign }))
    .filter(({ value }) => value >= from && value <= to && (value - from) % step === 0);
}

/** The positions behind as many words as a wildcard takes, from one on. */
export function wildcardEnds(list: WildcardList, words: readonly string[], at: number): readonly number[] {
  const count = Math.max(0, Math.min(words.length - at, list.words));
  return Array.from({ length: count }, (_, index) => at + 1 + index);
}
