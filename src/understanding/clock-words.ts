import { numbersAt } from './numbers.ts';

/** A part of a day or an hour, as `T18:00/24:00`, behind the day it belongs to. */
export interface ClockRead {
  end: number;
  iso: string;
}

const PARTS: ReadonlyMap<string, string> = new Map([
  ['morning', 'T05:00/12:00'],
  ['noon', 'T11:00/14:00'],
  ['lunch', 'T11:00/14:00'],
  ['lunchtime', 'T11:00/14:00'],
  ['afternoon', 'T12:00/18:00'],
  ['evening', 'T18:00/24:00'],
  ['night', 'T18:00/24:00'],
  ['midnight', 'T22:00/24:00'],
]);
const LEADING = new Set(['in', 'the', 'at', 'around', 'about', 'early', 'late']);

/** "morning", "at noon", "at three in the afternoon", "around five p m". */
export function readClock(words: readonly string[], at: number): ClockRead | undefined {
  let start = at;
  while (start - at < 2 && LEADING.has(words[start] ?? '')) start++;
  const part = PARTS.get(words[start]?.replace(/'s$/, '') ?? '');
  if (part) return { end: start + 1, iso: part };
  const isSaid = words[at] === 'at' || words[at] === 'around' || words[at] === 'about';
  return isSaid ? hourAt(words, start) : undefined;
}

function hourAt(words: readonly string[], at: number): ClockRead | undefined {
  const number = numbersAt(words, at).find(({ value }) => value >= 0 && value <= 24);
  if (!number) return undefined;
  const end = words[number.end] === "o'clock" ? number.end + 1 : number.end;
  const half = halfOfDay(words, end);
  const late = half?.late ?? number.value < 7;
  const hour = late && number.value < 12 ? number.value + 12 : number.value;
  if (hour > 23) return undefined;
  return {
    end: half?.end ?? end,
    iso: `T${String(hour).padStart(2, '0')}:00/${String(hour + 1).padStart(2, '0')}:00`,
  };
}

function halfOfDay(words: readonly string[], at: number): { end: number; late: boolean } | undefined {
  const text = words.slice(at, at + 3).join(' ');
  if (/^(?:a m|am)\b/.test(text)) return { end: at + (text.startsWith('am') ? 1 : 2), late: false };
  if (/^(?:p m|pm)\b/.test(text)) return { end: at + (text.startsWith('pm') ? 1 : 2), late: true };
  if (text === 'in the morning') return { end: at + 3, late: false };
  if (text === 'in the afternoon' || text === 'in the evening') return { end: at + 3, late: true };
  return undefined;
}
