/** Shell, Nix, Scheme and path syntax. Sentences have none of it, so what has some is no sentence. */
const SYNTAX = /[`$|<>\\{}()[\]~*=^]|&&|;(?!\s)|(?:^|\s)-{1,2}\w|\/|\.\.|["“”][^"“”]*["“”]/u;

export function hasSyntax(text: string): boolean {
  return SYNTAX.test(text.replaceAll('…', ' ').replaceAll(/\.{2,}(?=\s|$)/g, ' '));
}

/** Whether every word may be a slot's value. */
export function areSafeWords(words: readonly string[]): boolean {
  return words.every((word) => /^[\p{L}\p{N}][\p{L}\p{M}\p{N}'’+.#&%_°-]*$/u.test(word));
}
