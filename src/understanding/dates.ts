import { agoAt } from './ago.ts';
import { readClock } from './clock-words.ts';
import {
  bare,
  FEASTS,
  FIXED,
  MONTHS,
  PARTS_OF_MONTH,
  singular,
  WEAK_MONTHS,
  WEEKDAYS,
} from './date-words.ts';
import { numbersAt, ordinalOf } from './numbers.ts';

/**
 * A date as it was said. `iso` is relative to now and means the newest match in the past: `-P1D` yesterday, `-PT2H` two
 * hours ago, `P0D` today, `W-3` Wednesday, `--07-01` 1 July, `---14` the 14th, `2024-11` a month, `A/B` a range,
 * `T18:00/24:00` appended a part of the day, `<` in front: before that.
 */
export interface DateRead {
  /** Position behind it. */
  end: number;
  /** The words, for reading back. */
  spoken: string;
  iso: string;
  /** It may as well be something else ("the second", "may"): it counts only where a date is wanted. */
  weak: boolean;
}

interface Part {
  end: number;
  iso: string;
  weak?: boolean;
}

/** The longest date that starts at `at`, with "before" in front or not; "between monday and wednesday" is one too. */
export function dateAt(words: readonly string[], at: number): DateRead | undefined {
  if (AHEAD.has(words[at - 1] ?? '')) return undefined;
  const range = rangeAt(words, at);
  if (range) return read(words, at, range);
  const start = beforeEnd(words, at);
  const day = longestAt(words, start);
  if (!day) return undefined;
  return read(words, at, start > at ? { ...day, iso: `<${day.iso}` } : day);
}

/** All of `words` as a date; undefined when they are none. */
export function readDate(words: readonly string[]): DateRead | undefined {
  for (let from = 0; from < words.length; from++) {
    const found = dateAt(words, from);
    if (found?.end === words.length) return found;
    if (!LEADING.has(words[from] as string)) return undefined;
  }
  return undefined;
}

const LEADING = new Set('on from since in at back of around about like the'.split(' '));
/** "Next tuesday" is no past one. */
const AHEAD = new Set(['next', 'every', 'each', 'coming', 'until']);

function read(words: readonly string[], from: number, { end, iso, weak }: Part): DateRead {
  return { end, spoken: spoken(words.slice(from, end)), iso, weak: weak === true };
}

function longestAt(words: readonly string[], at: number): Part | undefined {
  const parts = [fixedAt, agoAt, dayAt, monthAt, dayOfMonthAt, feastAt, numericAt].flatMap(
    (reader) => reader(words, at) ?? [],
  );
  return parts.sort((a, b) => b.end - a.end)[0];
}

/** Behind a "before" that stands at `at`; `at` itself when there is none. */
function beforeEnd(words: readonly string[], at: number): number {
  if (words[at] === 'before') return at + 1;
  return words[at] === 'prior' && words[at + 1] === 'to' ? at + 2 : at;
}

/** "between monday and wednesday" */
function rangeAt(words: readonly string[], at: number): Part | undefined {
  if (words[at] !== 'between') return undefined;
  const first = longestAt(words, at + 1);
  const last = first && words[first.end] === 'and' ? longestAt(words, first.end + 1) : undefined;
  if (!first || !last || first.iso.includes('/') || last.iso.includes('/')) return undefined;
  return { end: last.end, iso: `${first.iso}/${last.iso}` };
}

/** Without what belongs to the next word ("sunday's system"). */
function spoken(words: readonly string[]): string {
  const text = words.join(' ').replace(/ a go$/, ' ago');
  return text.endsWith("'s") ? bare(text) : text;
}

function fixedAt(words: readonly string[], at: number): Part | undefined {
  return phraseAt(FIXED, words, at);
}

function feastAt(words: readonly string[], at: number): Part | undefined {
  return phraseAt(FEASTS, words, words[at] === 'last' ? at + 1 : at);
}

function phraseAt(phrases: typeof FIXED, words: readonly string[], at: number): Part | undefined {
  const word = words[at] ?? '';
  const begun = phrases.get(word) ?? phrases.get(bare(word)) ?? phrases.get(singular(word)) ?? [];
  const found = begun.find(([said]) => said.every((part, index) => isWord(words[at + index], part)));
  return found && { end: at + found[0].length, iso: found[1] };
}

function isWord(said: string | undefined, word: string): boolean {
  return said === word || bare(said) === word || singular(said) === word;
}

/** "tuesday", "last tuesday evening", "yesterday morning", "this afternoon". */
function dayAt(words: readonly string[], at: number): Part | undefined {
  const first = words[at];
  if (first === 'this' || bare(first) === 'today') {
    const part = readClock(words, at + 1);
    if (part) return { end: part.end, iso: `P0D${part.iso}` };
    if (first !== 'this') return { end: at + 1, iso: 'P0D' };
    return weekdayAt(words, words[at + 1] === 'past' ? at + 2 : at + 1);
  }
  if (bare(first) === 'yesterday') return withClock(words, { end: at + 1, iso: '-P1D' });
  return weekdayAt(words, first === 'last' || first === 'past' || first === 'on' ? at + 1 : at);
}

function weekdayAt(words: readonly string[], at: number): Part | undefined {
  const day = WEEKDAYS.get(bare(words[at])) ?? WEEKDAYS.get(singular(words[at]));
  return day === undefined ? undefined : withClock(words, { end: at + 1, iso: `W-${day}` });
}

function withClock(words: readonly string[], part: Part): Part {
  const clock = readClock(words, part.end);
  return clock ? { ...part, end: clock.end, iso: `${part.iso}${clock.iso}` } : part;
}

/** "july first", "july 1 2024", "march", "early november". */
function monthAt(words: readonly string[], at: number): Part | undefined {
  const part = PARTS_OF_MONTH.find((said) => said.every((word, index) => words[at + index] === word));
  const start = at + (part?.length ?? 0);
  const month = MONTHS.get(bare(words[start]));
  if (month === undefined) return undefined;
  const behind = words[start + 1] === 'the' ? start + 2 : start + 1;
  const wholeYear = yearAt(words, start + 1);
  const day = wholeYear ? undefined : dayNumberAt(words, behind);
  if (day) {
    const year = yearAt(words, day.end);
    const iso = `${pad(month)}-${pad(day.value)}`;
    return withClock(words, { end: year?.end ?? day.end, iso: year ? `${year.value}-${iso}` : `--${iso}` });
  }
  if (wholeYear) return { end: wholeYear.end, iso: `${wholeYear.value}-${pad(month)}` };
  return {
    end: start + 1,
    iso: `--${pad(month)}`,
    weak: start === at && WEAK_MONTHS.has(bare(words[start])),
  };
}

/** "the first of july", "14 march", "the fourteenth". */
function dayOfMonthAt(words: readonly string[], at: number): Part | undefined {
  const hasArticle = words[at] === 'the';
  const day = dayNumberAt(words, hasArticle ? at + 1 : at);
  if (!day) return undefined;
  const monthStart = words[day.end] === 'of' ? day.end + 1 : day.end;
  const month = MONTHS.get(bare(words[monthStart]));
  if (month !== undefined) {
    const year = yearAt(words, monthStart + 1);
    const iso = `${pad(month)}-${pad(day.value)}`;
    return withClock(words, {
      end: year?.end ?? monthStart + 1,
      iso: year ? `${year.value}-${iso}` : `--${iso}`,
    });
  }
  return hasArticle && day.ordinal ? { end: day.end, iso: `---${pad(day.value)}`, weak: true } : undefined;
}

/** "2024-11-05", which is written. */
function numericAt(words: readonly string[], at: number): Part | undefined {
  const [year = '', month = '', day = ''] = words.slice(at, at + 3);
  if (!/^20\d\d$/.test(year) || !/^\d\d$/.test(month) || Number(month) < 1 || Number(month) > 12)
    return undefined;
  const isDay = /^\d\d$/.test(day) && Number(day) >= 1 && Number(day) <= 31;
  return isDay
    ? withClock(words, { end: at + 3, iso: `${year}-${month}-${day}` })
    : { end: at + 2, iso: `${year}-${month}` };
}

function dayNumberAt(
  words: readonly string[],
  at: number,
): { end: number; value: number; ordinal: boolean } | undefined {
  for (const length of [2, 1]) {
    const ordinal =
      words.length >= at + length ? ordinalOf(words.slice(at, at + length).map(bare)) : undefined;
    if (ordinal !== undefined && ordinal >= 1 && ordinal <= 31)
      return { end: at + length, value: ordinal, ordinal: true };
  }
  const number = numbersAt(words, at).find(({ value }) => value >= 1 && value <= 31);
  return number && { ...number, ordinal: false };
}

function yearAt(words: readonly string[], at: number): { end: number; value: number } | undefined {
  const number = numbersAt(words, at).find(({ value }) => value >= 2000 && value < 2100);
  if (number) return number;
  const low = words[at] === 'twenty' ? numbersAt(words, at + 1)[0] : undefined;
  return low && low.value >= 10 && low.value < 100 ? { end: low.end, value: 2000 + low.value } : undefined;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
