/** Phrases that are said in the same words each time, by their first and by their last word; the longest first. */
export interface SetPhrases {
  byFirst: ReadonlyMap<string, readonly (readonly string[])[]>;
  byLast: ReadonlyMap<string, readonly (readonly string[])[]>;
}

const NONE: readonly (readonly string[])[] = [];

/** Reads phrases with `|` between them. */
export function setPhrases(text: string): SetPhrases {
  const phrases = text
    .split('|')
    .map((phrase) => phrase.split(' '))
    .sort((a, b) => b.length - a.length);
  return {
    byFirst: Map.groupBy(phrases, (phrase) => phrase[0] as string),
    byLast: Map.groupBy(phrases, (phrase) => phrase.at(-1) as string),
  };
}

/** The phrases that begin at `at`. */
export function phrasesAt(
  { byFirst }: SetPhrases,
  words: readonly string[],
  at: number,
): readonly (readonly string[])[] {
  return (byFirst.get(words[at] as string) ?? NONE).filter((phrase) =>
    phrase.every((word, index) => words[at + index] === word),
  );
}

/** The phrases that end before `at`. */
export function phrasesBefore(
  { byLast }: SetPhrases,
  words: readonly string[],
  at: number,
): readonly (readonly string[])[] {
  return (byLast.get(words[at - 1] as string) ?? NONE).filter((phrase) =>
    phrase.every((word, index) => words[at - phrase.length + index] === word),
  );
}
