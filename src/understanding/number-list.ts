import { wordsToNumber } from './numbers.ts';

const BETWEEN = new Set(['to', 'through', 'until', 'till']);
const MOST_NUMBERS = 200;

/**
 * "3, 4 and 7", "three four and seven", "twelve to fifteen", "between twelve and fifteen": the numbers in order, each
 * once; undefined when it is no such list, or only the beginning of one. `breaks` are the positions before which there was a comma.
 */
export function readNumberList(
  words: readonly string[],
  breaks: ReadonlySet<number>,
): readonly number[] | undefined {
  if (words[0] === 'between') return readBetween(words.slice(1));
  if (words[0] === 'and' || words.at(-1) === 'and') return undefined;
  // "One hundred and five" is one number.
  const whole = breaks.size === 0 ? wordsToNumber(words) : undefined;
  if (whole !== undefined && words.includes('and')) return whole < 1 ? undefined : [whole];
  const parts: string[][] = [[]];
  for (const [at, word] of words.entries()) {
    if (breaks.has(at) || word === 'and') parts.push([]);
    if (word !== 'and') parts.at(-1)?.push(word);
  }
  const filled = parts.filter((part) => part.length > 0);
  const numbers: number[] = [];
  for (const part of filled) {
    const read = readPart(part, filled.length > 1);
    if (!read) return undefined;
    numbers.push(...read);
  }
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  return sorted.length > 0 && sorted.length <= MOST_NUMBERS ? sorted : undefined;
}

/** `isListed`: there are other parts, so that "three four" are two numbers and not 34. */
function readPart(words: readonly string[], isListed: boolean): readonly number[] | undefined {
  const at = words.findIndex((word, index) => index > 0 && BETWEEN.has(word));
  if (at > 0) return readRange(words.slice(0, at), words.slice(at + 1));
  const digits = words.map((word) => wordsToNumber([word]));
  if (isListed && words.length > 1 && digits.every((digit) => digit !== undefined && digit > 0 && digit < 10))
    return digits as number[];
  const number = wordsToNumber(words);
  return number === undefined || number < 1 ? undefined : [number];
}

/** "59 and 63": the last "and" that leaves a number on both sides, as one may be within ("three hundred and four"). */
function readBetween(words: readonly string[]): readonly number[] | undefined {
  for (let at = words.length - 2; at > 0; at--) {
    const range = words[at] === 'and' ? readRange(words.slice(0, at), words.slice(at + 1)) : undefined;
    if (range) return range;
  }
  return undefined;
}

function readRange(from: readonly string[], to: readonly string[]): readonly number[] | undefined {
  const [first, last] = [wordsToNumber(from), wordsToNumber(to)];
  if (first === undefined || last === undefined || first < 1 || last < first) return undefined;
  if (last - first >= MOST_NUMBERS) return undefined;
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
