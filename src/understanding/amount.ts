import type { Unit } from '#catalogue/option.ts';
import { wordsToNumber } from './numbers.ts';

interface Measure {
  of: 'time' | 'percent';
  /** Of time, in milliseconds. */
  size: number;
}

const MEASURES: ReadonlyMap<string, Measure> = new Map([
  ...measured('millisecond milliseconds ms msec', { of: 'time', size: 1 }),
  ...measured('second seconds sec secs s', { of: 'time', size: 1000 }),
  ...measured('minute minutes min mins', { of: 'time', size: 60_000 }),
  ...measured('hour hours h', { of: 'time', size: 3_600_000 }),
  ...measured('percent percentage', { of: 'percent', size: 1 }),
]);

function measured(words: string, measure: Measure): readonly (readonly [string, Measure])[] {
  return words.split(' ').map((word) => [word, measure] as const);
}

const SIZES: Readonly<Record<Unit, number>> = {
  milliseconds: 1,
  seconds: 1000,
  minutes: 60_000,
  percent: 1,
};

/** In front of an amount; they change nothing that could be set. */
const LEADING = new Set(
  'only just about around exactly at most up to maximum max of no more than port number'.split(' '),
);
/** What is counted. */
const COUNTED = new Set(
  'times entries entry generations generation jobs job cores core processors builds build downloads download connections versions systems items threads dots kernels at once in parallel each only max maximum together'.split(
    ' ',
  ),
);
const PARTS: Readonly<Record<string, number>> = {
  half: 50,
  'a half': 50,
  'one half': 50,
  'half of it': 50,
  'a quarter': 25,
  'one quarter': 25,
  quarter: 25,
  'three quarters': 75,
  'a third': 33,
  'one third': 33,
  'two thirds': 67,
  all: 100,
  'all of it': 100,
  full: 100,
  everything: 100,
};
const COUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  'a single': 1,
  'a couple of': 2,
  'a couple': 2,
  'half a': 0.5,
  'a half': 0.5,
  'half an': 0.5,
  'one and a half': 1.5,
  'two and a half': 2.5,
  'a dozen': 12,
  'half a dozen': 6,
  none: 0,
};

/** "ten seconds", "half a minute" in `unit`; "half" of percent; "twenty entries" where there is no unit. */
export function readAmount(words: readonly string[], unit: Unit | undefined): number | undefined {
  const said = withoutLeading(words.flatMap(apart));
  if (unit === 'percent') {
    const part = PARTS[said.join(' ')];
    if (part !== undefined) return part;
  }
  const last = said.at(-1) ?? '';
  const measure = MEASURES.get(last === 'cent' && said.at(-2) === 'per' ? 'percent' : last);
  if (!measure) return counted(said, unit);
  const count = countOf(said.slice(0, last === 'cent' ? -2 : -1));
  const fits = unit !== undefined && (unit === 'percent') === (measure.of === 'percent');
  if (count === undefined || !fits) return undefined;
  const amount = (count * measure.size) / SIZES[unit];
  return Number.isInteger(amount) ? amount : undefined;
}

/** "50%" and "10s" as they are typed. */
function apart(word: string): readonly string[] {
  const [, number, unit] = /^(\d{1,6})(%|ms|s|sec|min|h)$/.exec(word) ?? [];
  if (number !== undefined && unit !== undefined) return [number, unit === '%' ? 'percent' : unit];
  return [word === '%' ? 'percent' : word];
}

function withoutLeading(words: readonly string[]): readonly string[] {
  const from = words.findIndex((word) => !LEADING.has(word));
  return from < 0 ? [] : words.slice(from);
}

function counted(words: readonly string[], unit: Unit | undefined): number | undefined {
  let to = words.length;
  while (unit === undefined && to > 0 && COUNTED.has(words[to - 1] as string)) to--;
  const count = countOf(words.slice(0, to));
  return count !== undefined && Number.isInteger(count) ? count : undefined;
}

function countOf(words: readonly string[]): number | undefined {
  const text = words.join(' ');
  return Object.hasOwn(COUNTS, text) ? COUNTS[text] : wordsToNumber(words);
}
