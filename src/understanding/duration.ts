import { numbersAt } from './numbers.ts';

const UNITS: ReadonlyMap<string, string> = new Map(
  'hour day week month year'.split(' ').flatMap((unit) => [
    [unit, unit],
    [`${unit}s`, unit],
  ]),
);
/** Said for a number. */
const COUNTS: readonly (readonly [said: string, count: number])[] = [
  ['a couple of', 2],
  ['couple of', 2],
  ['half a dozen', 6],
  ['a dozen', 12],
  ['one', 1],
  ['an', 1],
  ['a', 1],
  ['the last', 1],
  ['last', 1],
];

/** "30 days", "two weeks", "a month", "half a year": as "30 days", "2 weeks", "1 month"; undefined when it is none. */
export function readDuration(words: readonly string[]): string | undefined {
  const text = words.join(' ');
  if (/^(a|one) fortnight$/.test(text)) return '2 weeks';
  if (/^half a year$/.test(text)) return '6 months';
  const unit = UNITS.get(words.at(-1) ?? '');
  if (unit === undefined) return undefined;
  const counted = words.slice(0, -1);
  const count = COUNTS.find(([said]) => said === counted.join(' '))?.[1] ?? wholeNumber(counted);
  if (count === undefined || count < 1 || count > 10_000) return undefined;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function wholeNumber(words: readonly string[]): number | undefined {
  return numbersAt(words, 0).find(({ end }) => end === words.length)?.value;
}
