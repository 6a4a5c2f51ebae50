/**
 * A line as a terminal may have it: what would move its cursor, color it or turn its text around is written as an escape,
 * which JSON reads as the character that it was.
 */
export function printable(line: string): string {
  return line.replaceAll(UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return `\\u${code.padStart(4, '0')}`;
  });
}

/** Controls but for line ends and tabs, and marks that change the direction of text. */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
