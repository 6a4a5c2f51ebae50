import { dateAt } from './dates.ts';
import { NEWEST, REDUCES, STAYS } from './deletion-words.ts';
import { durationAt } from './duration.ts';
import type { Slots } from './intent.ts';
import { readNumberList } from './number-list.ts';
import { numbersAt } from './numbers.ts';

const SINCE = new Set('past since newer younger after within'.split(' '));
/** Beside an age: what is older goes. */
const OLDER = new Set('older than before past over beyond ago more old exceeding prior longer'.split(' '));
/** Beside an age: something else than what is older goes. */
const NEWER = new Set('newer younger since after within fresher except but not besides from'.split(' '));
/** Beside numbers: not these, or not only these. */
const OTHERS = new Set(
  'before below under older newer onward onwards first last keep keeping except but besides rest others else not above since after minus apart or hundred thousand up'.split(
    ' ',
  ),
);
const COUNTED = new Set('generations gens versions systems snapshots ones entries'.split(' '));
const BETWEEN = new Set(
  'and to through until till plus generation generations number numbers the'.split(' '),
);
/** A count so great is likelier the number of one. */
const MOST_KEPT = 30;

/** The limit, if all that the words say of numbers and ages is in it; else none, so that it is asked for. What goes is gone for good. */
export function wholeLimit(words: readonly string[], slots: Slots): Slots {
  return isWhole(words, slots) ? slots : {};
}

function isWhole(words: readonly string[], { older_than, keep, numbers, oldest }: Slots): boolean {
  const said = numbersIn(words);
  if (older_than !== undefined) return isAge(words) && said.length === 0;
  if (typeof keep === 'number') return isKept(words, keep, said);
  if (oldest !== undefined) return said.length <= 1 && !tellsWhatStays(words);
  return numbers === undefined || (Array.isArray(numbers) && areListed(words, numbers, said));
}

/** "Cut the last three" takes them away, "cut down to three" leaves them. */
function tellsWhatStays(words: readonly string[]): boolean {
  return (
    words.some((word) => STAYS.has(word)) || (words.includes('to') && words.some((word) => REDUCES.has(word)))
  );
}

function isAge(words: readonly string[]): boolean {
  const keepsNew = tellsWhatStays(words) && words.some((word) => NEWEST.has(word) || SINCE.has(word));
  if (keepsNew) return !words.includes('not');
  const isFromBefore = words.join(' ').includes('from before') || words.join(' ').includes('from more');
  const newer = words.some((word) => NEWER.has(word) && !(word === 'from' && isFromBefore));
  return !newer && words.some((word) => OLDER.has(word));
}

function isKept(words: readonly string[], keep: number, said: readonly Said[]): boolean {
  if (!tellsWhatStays(words)) return false;
  if (said.length === 0) return keep === 1;
  const [number] = said;
  if (said.length > 1 || number?.value !== keep) return false;
  const isNumbered = ['generation', 'number', 'gen', 'version'].includes(words[number.from - 1] ?? '');
  return !isNumbered && (keep <= MOST_KEPT || words.some((word) => NEWEST.has(word)));
}

function areListed(words: readonly string[], numbers: readonly number[], said: readonly Said[]): boolean {
  const isSaid = (at: number) => said.some(({ from, to }) => from <= at && at < to);
  if (said.length === 0 || words.some((word, at) => OTHERS.has(word) && !isSaid(at))) return false;
  if (said.some(({ to }) => COUNTED.has(words[to] ?? ''))) return false;
  const stretch = words.slice(said[0]?.from, said.at(-1)?.to);
  if (readNumberList(stretch, new Set())?.join() === numbers.join()) return true;
  return said.every(({ from, value }, at) => {
    const before = said[at - 1];
    const between = before ? words.slice(before.to, from) : [];
    const isRange = between.some((word) => ['to', 'through', 'until', 'till'].includes(word));
    const isFilled = !isRange || numbers.includes((before as Said).value + 1);
    return numbers.includes(value) && between.every((word) => BETWEEN.has(word)) && isFilled;
  });
}

interface Said {
  from: number;
  to: number;
  value: number;
}

/** Numbers that are no part of an age or a date, the longest where several begin alike. */
function numbersIn(words: readonly string[]): readonly Said[] {
  const said: Said[] = [];
  for (let at = 0; at < words.length; ) {
    const date = dateAt(words, at);
    const other = durationAt(words, at)?.end ?? (date && !date.weak ? date.end : undefined);
    const [number] = other === undefined ? numbersAt(words, at) : [];
    if (
      number &&
      words[at] !== 'a' &&
      !(words[at] === 'one' && ['the', 'current', 'that', 'this'].includes(words[at - 1] ?? ''))
    )
      said.push({ from: at, to: number.end, value: number.value });
    at = other ?? number?.end ?? at + 1;
  }
  return said;
}
