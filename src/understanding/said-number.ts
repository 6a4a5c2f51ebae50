import { numbersAt, wordsToNumber } from './numbers.ts';

/** "generation forty two", "forty two", "fifty, five zero". */
export function readNumber(words: readonly string[]): number | undefined {
  const said = words[0] === 'generation' ? words.slice(words[1] === 'number' ? 2 : 1) : words;
  const whole = wordsToNumber(said);
  if (whole !== undefined) return whole;
  return numbersAt(said, 0).find(({ end, value }) => wordsToNumber(said.slice(end)) === value)?.value;
}
