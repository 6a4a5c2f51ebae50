import { numbersAt } from './numbers.ts';

const UNITS: ReadonlyMap<string, string> = new Map(
  'hour day week month year'.split(' ').flatMap((unit) => [
    [unit, unit],
    [`${unit}s`, unit],
  ]),
);
/** Said for a number. */
const COUNTS: readonly (readonly [said: readonly string[], count: number])[] = [
  [['a', 'couple', 'of'], 2],
  [['couple', 'of'], 2],
  [['half', 'a', 'dozen'], 6],
  [['a', 'dozen'], 12],
  [['a', 'few'], 3],
  [['one'], 1],
  [['an'], 1],
  [['a'], 1],
  [['the', 'last'], 1],
  [['last'], 1],
];
const FIXED: readonly (readonly [said: readonly string[], text: string])[] = [
  [['a', 'fortnight'], '2 weeks'],
  [['one', 'fortnight'], '2 weeks'],
  [['half', 'a', 'year'], '6 months'],
];

/** What sounds like a number and is one behind "than": "older than to weeks". */
const SOUNDS_LIKE: ReadonlyMap<string, number> = new Map([
  ['to', 2],
  ['too', 2],
  ['tree', 3],
  ['for', 4],
  ['fore', 4],
  ['ate', 8],
]);

export interface DurationRead {
  /** Position behind it. */
  end: number;
  /** "30 days" */
  text: string;
}

/** The duration that starts at `at`: "30 days", "two weeks", "a month", "half a year". */
export function durationAt(words: readonly string[], at: number): DurationRead | undefined {
  const fixed = FIXED.find(([said]) => begins(words, at, said));
  if (fixed) return { end: at + fixed[0].length, text: fixed[1] };
  const counts = [
    ...numbersAt(words, at),
    ...COUNTS.filter(([said]) => begins(words, at, said)).map(([said, value]) => ({
      end: at + said.length,
      value,
    })),
  ];
  const misheard = words[at - 1] === 'than' ? SOUNDS_LIKE.get(words[at] as string) : undefined;
  if (misheard !== undefined) counts.push({ end: at + 1, value: misheard });
  for (const { end, value } of counts) {
    const unit = UNITS.get(words[end] ?? '');
    if (unit !== undefined && value >= 1 && value <= 10_000)
      return { end: end + 1, text: `${value} ${unit}${value === 1 ? '' : 's'}` };
  }
  return undefined;
}

/** All of `words` as a duration; undefined when they are none. */
export function readDuration(words: readonly string[]): string | undefined {
  const read = durationAt(words, 0);
  return read?.end === words.length ? read.text : undefined;
}

function begins(words: readonly string[], at: number, said: readonly string[]): boolean {
  return said.every((word, index) => words[at + index] === word);
}

/** "30 days" in the notation of ISO 8601: P30D. */
export function durationIso(duration: string): string {
  const [count = '', unit = ''] = duration.split(' ');
  const letter = unit.charAt(0).toUpperCase();
  return `P${letter === 'H' ? 'T' : ''}${count}${letter}`;
}
