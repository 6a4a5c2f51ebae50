const WORDS_FOR: Readonly<Record<string, string>> = {
  '&': ' and ',
  '%': ' percent',
  '@': ' at ',
  '+': ' plus ',
};

/** Text that any voice can say: no control characters, markup or symbols; it ends like a sentence. Total. */
export function speakable(text: string): string {
  const clean = text
    .replaceAll('…', '.')
    .replaceAll(/[&%@+]/g, (sign) => WORDS_FOR[sign] ?? ' ')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}\p{So}\p{Sk}]/gu, ' ')
    .replaceAll(/[<>\\()[\]{}|*_#~^=$"`“”«»]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[.,;:?!])/g, '')
    .trim();
  if (clean === '') return '.';
  return /[.?!]$/.test(clean) ? clean : `${clean.replace(/[,;:]+$/, '')}.`;
}

/** Foreign words (a message, what was heard) cut to a length one can listen to. */
export function shortened(text: string, most = 160): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  if (plain.length <= most) return plain;
  const cut = plain.slice(0, most);
  return cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2));
}

/** With one period at its end, whether it brings some or none. */
export function asSentence(text: string): string {
  return /[?!]$/.test(text) ? text : `${text.replace(/[\s.…]+$/u, '')}.`;
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
