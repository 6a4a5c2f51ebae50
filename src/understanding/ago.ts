import { COUNTS, HALVES, singular, UNITS } from './date-words.ts';
import { numbersAt } from './numbers.ts';

interface Ago {
  /** Position behind it. */
  end: number;
  iso: string;
}

/** "five days ago", "a couple of weeks back", "half an hour ago". */
export function agoAt(words: readonly string[], at: number): Ago | undefined {
  const count = countAt(words, at);
  if (!count) return undefined;
  const isFortnight = singular(words[count.end]) === 'fortnight';
  const unit = isFortnight ? 'W' : UNITS.get(singular(words[count.end]));
  const end = agoEnd(words, count.end + 1);
  if (unit === undefined || end === undefined) return undefined;
  if (count.half) return isFortnight ? { end, iso: '-P1W' } : halved(unit, end);
  const value = isFortnight ? 2 * count.value : count.value;
  const iso = unit.startsWith('T') ? `-PT${value}${unit.slice(1)}` : `-P${value}${unit}`;
  return { end, iso };
}

function halved(unit: string, end: number): Ago | undefined {
  const iso = HALVES.get(unit);
  return iso === undefined ? undefined : { end, iso };
}

function agoEnd(words: readonly string[], at: number): number | undefined {
  if (words[at] === 'ago' || words[at] === 'back' || words[at] === 'earlier') return at + 1;
  return words[at] === 'a' && words[at + 1] === 'go' ? at + 2 : undefined;
}

interface Count {
  end: number;
  value: number;
  half?: boolean;
}

function countAt(words: readonly string[], at: number): Count | undefined {
  const start = ROUGHLY.has(words[at] ?? '') ? at + 1 : at;
  if (words[start] === 'half' && (words[start + 1] === 'an' || words[start + 1] === 'a'))
    return { end: start + 2, value: 0, half: true };
  const [number] = numbersAt(words, start);
  if (number && words[start] !== 'a')
    return number.value > 0 && number.value <= MOST_UNITS ? number : undefined;
  const named = COUNTS.find(([said]) => said.every((word, index) => words[start + index] === word));
  return named && { end: start + named[0].length, value: named[1] };
}

const ROUGHLY = new Set(['about', 'around', 'roughly', 'maybe']);
const MOST_UNITS = 1000;
