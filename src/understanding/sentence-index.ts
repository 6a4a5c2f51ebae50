import type { CompiledSentence } from './compile.ts';

/** Sentences that begin alike. Of many only a few have all their words in a text, and only those are tried. */
export interface SentenceIndex {
  all: readonly CompiledSentence[];
  /** Those that can be as long, can end so and have all needed words among `words`, in their order. */
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
      for (const word of words) for (const at of byWord.get(word) ?? []) found.add(at);
      return [...found]
        .sort((a, b) => a - b)
        .map((at) => all[at] as CompiledSentence)
        .filter((sentence) => mayBe(sentence, words));
    },
  };
}

function mayBe({ node, needs }: CompiledSentence, words: readonly string[]): boolean {
  const { least, most, ends } = node();
  if (words.length < least || words.length > most) return false;
  if (!ends.any && !ends.words().has(words.at(-1) as string)) return false;
  let at = 0;
  for (const need of needs()) {
    while (at < words.length && !need.has(words[at] as string)) at++;
    if (at++ >= words.length) return false;
  }
  return true;
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
