/** More than this of what a program printed is not looked at: its beginning and its end tell most. */
const MOST_LETTERS = 400_000;

const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colors and links are made of them
  /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** What a program printed, without colors and other control characters; lines end with `\n`. Total. */
export function plainText(output: string): string {
  const text =
    output.length <= MOST_LETTERS
      ? output
      : `${output.slice(0, MOST_LETTERS / 2)}\n${output.slice(-MOST_LETTERS / 2)}`;
  return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll(ESCAPES, '');
}
