/**
 * Stretches of words that are in no example: what somebody calls something that we do not know. Longest first, at most
 * three words each.
 */
export function unknownStretches(
  words: readonly string[],
  isKnown: (word: string) => boolean,
): readonly (readonly string[])[] {
  const stretches: string[][] = [];
  for (const [at, word] of words.entries()) {
    if (isKnown(word) || !/^[a-z][a-z0-9+#']*$/.test(word)) continue;
    const last = stretches.at(-1);
    const goesOn = at > 0 && !isKnown(words[at - 1] as string) && last !== undefined && last.length < 3;
    if (goesOn) last.push(word);
    else stretches.push([word]);
  }
  return stretches.toSorted((a, b) => b.join('').length - a.join('').length);
}
