import { wordsToNumber } from './numbers.ts';
import { spelledText } from './spelling.ts';

/** Whoever says one of these goes on with something else. */
const ENDS_NAME = new Set(
  "and or then no not don't sorry wait actually rather instead oops please it them rebuild switch update install remove restart".split(
    ' ',
  ),
);
const DASHES = new Set(['dash', 'hyphen', 'minus']);
/** Spelled digit by digit there are none of these. */
const SCALES = new Set(['hundred', 'thousand']);

/**
 * The name of a machine: "living room" is `living-room`, "server two" `server-2`, "h a l nine thousand" `hal9000`. Undefined
 * where another command begins among the words.
 */
export function readHostName(words: readonly string[]): string | undefined {
  if (words.some((word) => ENDS_NAME.has(word))) return undefined;
  const isSpelled =
    (words.length > 2 || words.every((word) => word.length === 1)) && !words.some((word) => SCALES.has(word));
  const spelled = isSpelled ? spelledText(words) : undefined;
  if (spelled !== undefined) return spelled.toLowerCase();
  const number = trailingNumber(words);
  const parts = joinedLetters(number === undefined ? words : words.slice(0, number.from));
  if (number === undefined) return parts.join('-');
  const last = words[number.from - 1] as string;
  return `${parts.join('-')}${last.length === 1 ? '' : '-'}${number.value}`;
}

/** Letters in a row are one part: "kitchen p c". */
function joinedLetters(words: readonly string[]): readonly string[] {
  const parts: string[] = [];
  for (const [at, word] of words.entries()) {
    if (DASHES.has(word)) continue;
    const before = words[at - 1] ?? '';
    if (word.length === 1 && before.length === 1) parts.push(`${parts.pop() ?? ''}${word}`);
    else parts.push(word);
  }
  return parts;
}

/** The longest number at the end, behind a name. */
function trailingNumber(words: readonly string[]): { from: number; value: number } | undefined {
  for (let from = 1; from < words.length; from++) {
    const value = wordsToNumber(words.slice(from));
    if (value !== undefined) return { from, value };
  }
  return undefined;
}
