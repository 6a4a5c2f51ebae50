/** With one of these a sentence may say what is not wanted. */
const NEGATIONS = new Set(
  "don't not never no without won't can't shouldn't wouldn't nothing nor neither".split(' '),
);

export function isNegated(words: readonly string[]): boolean {
  return words.some((word) => NEGATIONS.has(word));
}
