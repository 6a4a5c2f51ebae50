/** What is said for days, months, units and fixed dates, with the notation of `DateRead.iso`. */

export const WEEKDAYS: ReadonlyMap<string, number> = new Map(
  'monday tuesday wednesday thursday friday saturday sunday'.split(' ').map((day, index) => [day, index + 1]),
);

const MONTH_NAMES =
  'january february march april may june july august september october november december'.split(' ');
export const MONTHS: ReadonlyMap<string, number> = new Map([
  ...MONTH_NAMES.map((month, index): [string, number] => [month, index + 1]),
  ...MONTH_NAMES.map((month, index): [string, number] => [month.slice(0, 3), index + 1]),
  ['sept', 9],
]);
/** Months whose names are everyday words, or cut short. */
export const WEAK_MONTHS: ReadonlySet<string> = new Set(['march', 'may', 'mar', 'jan', 'sep', 'dec']);

/** `T…`: smaller than a day. */
export const UNITS: ReadonlyMap<string, string> = new Map([
  ['minute', 'TM'],
  ['min', 'TM'],
  ['hour', 'TH'],
  ['day', 'D'],
  ['night', 'D'],
  ['evening', 'D'],
  ['morning', 'D'],
  ['week', 'W'],
  ['month', 'M'],
  ['year', 'Y'],
]);
/** Half of each, as a date that is so long ago. */
export const HALVES: ReadonlyMap<string, string> = new Map([
  ['TH', '-PT30M'],
  ['D', '-PT12H'],
  ['W', '-P3D'],
  ['M', '-P2W'],
  ['Y', '-P6M'],
]);

/** By the first word; the longest first. */
type Fixed = ReadonlyMap<string, readonly (readonly [said: readonly string[], iso: string])[]>;

export const FEASTS: Fixed = fixed({
  'christmas eve': '--12-24',
  'christmas day': '--12-25',
  christmas: '--12-25',
  xmas: '--12-25',
  'new year eve': '--12-31',
  'new year day': '--01-01',
  'new year': '--01-01',
  halloween: '--10-31',
  'valentine day': '--02-14',
});

export const FIXED: Fixed = fixed({
  'the day before yesterday': '-P2D',
  'day before yesterday': '-P2D',
  'the other day': '-P6D/-P1D',
  'earlier today': 'P0D',
  'earlier this morning': 'P0DT05:00/12:00',
  'earlier this week': '-P7D/P0D',
  'earlier this month': '-P1M/P0D',
  'earlier this year': '-P1Y/P0D',
  'last night': '-P1DT18:00/P0DT06:00',
  'last evening': '-P1DT18:00/24:00',
  'yesterday night': '-P1DT18:00/P0DT06:00',
  'the night before last': '-P2DT18:00/-P1DT06:00',
  tonight: 'P0DT18:00/24:00',
  'last weekend': 'W-6/W-7',
  'the weekend': 'W-6/W-7',
  'this weekend': 'W-6/W-7',
  'over the weekend': 'W-6/W-7',
  'the past weekend': 'W-6/W-7',
  'last week': '-P1W',
  'the last week': '-P1W',
  'the week before last': '-P2W',
  'last month': '-P1M',
  'the month before last': '-P2M',
  'last year': '-P1Y',
  'this week': '-P7D/P0D',
  'the past week': '-P7D/P0D',
  'this month': '-P1M/P0D',
  'this year': '-P1Y/P0D',
});

function fixed(table: Readonly<Record<string, string>>): Fixed {
  const phrases = Object.entries(table).map(([said, iso]) => [said.split(' '), iso] as const);
  return Map.groupBy(
    phrases.sort(([a], [b]) => b.length - a.length),
    ([[first]]) => first as string,
  );
}

/** Said for a number; the longest first. */
export const COUNTS: readonly (readonly [said: readonly string[], count: number])[] = (
  [
    ['a couple of', 2],
    ['couple of', 2],
    ['a couple', 2],
    ['a few', 3],
    ['some', 3],
    ['several', 4],
    ['a', 1],
    ['an', 1],
  ] as const
).map(([said, count]) => [said.split(' '), count]);

/** In front of a month: which part of it is not kept. */
export const PARTS_OF_MONTH: readonly (readonly string[])[] = [
  'the beginning of|beginning of|the start of|the end of|end of|the middle of|middle of|early|late|mid|last'
    .split('|')
    .map((said) => said.split(' ')),
].flat();

/** Without a possessive ending: "sunday's system". */
export function bare(word: string | undefined): string {
  if (word === undefined) return '';
  return word.includes("'") ? word.replace(/'s?$/, '') : word;
}

export function singular(word: string | undefined): string {
  const plain = bare(word);
  return plain.endsWith('s') ? plain.slice(0, -1) : plain;
}
