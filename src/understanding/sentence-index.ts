import type { CompiledSentence } from './compile.ts';

/** Sentences that begin alike. Of many only a few have all their words in a text, and only those are tried. */
export interface SentenceIndex {
  all: readonly CompiledSentence[];
  /** Those of which every needed word is among `words`, in their order. */
  possible(words: readonly string[]): readonly CompiledSentence[];
}

/** Each sentence is filed under the words of the need that other sentences share least. */
export function indexSentences(all: readonly CompiledSentence[]): SentenceIndex {
  let filed: { byWord: ReadonlyMap<string, readonly number[]>; rest: readonly number[] } | undefined;
  return {
    all,
    possible(words) {
      filed ??= file(all);
      const { byWord, rest } = filed;
      const found = new Set(rest);
      for (const word of new Set(words)) for (const at of byWord.get(word) ?? []) found.add(at);
      return [...found]
        .sort((a, b) => a - b)
        .map((at) => all[at] as CompiledSentence)
        .filter(({ needs }) => needs().every((need) => words.some((word) => need.has(word))));
    },
  };
}

function file(all: readonly CompiledSentence[]) {
  const counts = new Map<string, number>();
  for (const { needs } of all)
    for (const need of needs()) for (const word of need) counts.set(word, (counts.get(word) ?? 0) + 1);
  const commonness = (need: ReadonlySet<string>) =>
    [...need].reduce((sum, word) => sum + (counts.get(word) ?? 0), 0);
  const byWord = new Map<string, number[]>();
  const rest: number[] = [];
  for (const [at, { needs }] of all.entries()) {
    const [first, ...others] = needs();
    if (!first) {
      rest.push(at);
      continue;
    }
    const rarest = others.reduce((best, need) => (commonness(need) < commonness(best) ? need : best), first);
    for (const word of rarest) {
      const known = byWord.get(word);
      if (known) known.push(at);
      else byWord.set(word, [at]);
    }
  }
  return { byWord, rest };
}
