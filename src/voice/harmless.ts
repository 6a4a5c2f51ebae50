/** About two minutes of speech. */
const MOST_CHARACTERS = 2_000;
const CUT_OFF = ' … and more.';

/**
 * Text that is only text to every program that may speak it: no quotes, brackets or backslashes (Scheme, SSML,
 * phoneme codes), no control or invisible characters, no leading dash (an option), not endless. Words and the
 * punctuation that shapes speech stay.
 */
export function harmless(text: string): string {
  const plain = text
    .slice(0, MOST_CHARACTERS * 2)
    .normalize('NFC')
    .replaceAll(/(?<=\p{L})['’`](?=\p{L})/gu, '’')
    .replaceAll(/[^\p{L}\p{M}\p{N}\s’.,:;!?%+=@#&/…–—-]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replace(/^[\s\p{P}]+/u, '')
    .trimEnd();
  if (plain.length <= MOST_CHARACTERS) return plain;
  const lastSpace = plain.lastIndexOf(' ', MOST_CHARACTERS);
  return (
    plain.slice(0, lastSpace > 0 ? lastSpace : MOST_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '') + CUT_OFF
  );
}

/** For programs that know no other letters: accents go, the rest becomes a space. */
export function asciiOnly(text: string): string {
  return text
    .replaceAll('’', "'")
    .replaceAll('…', '.')
    .replaceAll(/[–—]/g, '-')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^ -~]/g, ' ');
}
