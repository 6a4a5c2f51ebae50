import { dateSlots, isDateExpected } from './date-slots.ts';
import { dateAt } from './dates.ts';
import { generationNumberAt, NOUNS, presentAt } from './generation-words.ts';
import type { Slots, SlotValue } from './intent.ts';
import { comparisonSlots } from './rollback-target.ts';

interface End {
  /** Position behind it. */
  to: number;
  value: SlotValue;
  iso?: string;
}

/** Which two generations are to be compared, from whatever words, in the order in which they were said. */
export function comparisonWords(words: readonly string[]): Slots {
  const ends: End[] = [];
  for (let at = 0; at < words.length && ends.length < 2; ) {
    const end = endAt(words, at);
    if (end && end.value !== ends.at(-1)?.value) ends.push(end);
    at = end?.to ?? at + 1;
  }
  const [from, to] = ends;
  // "What did the last update change now": one end that is no other than the present tells nothing.
  if (!from || (!to && from.value === 'current')) return comparisonSlots({});
  return comparisonSlots({ ...slotsOf('from', from), ...(to ? slotsOf('to', to) : {}) });
}

function slotsOf(slot: 'from' | 'to', { value, iso }: End): Slots {
  return iso === undefined ? { [slot]: value } : { [slot]: value, [`iso_${slot}`]: iso };
}

function endAt(words: readonly string[], at: number): End | undefined {
  // The two ends of "between monday and wednesday" are not one stretch here.
  const date = words[at] === 'between' ? undefined : dateAt(words, at);
  if (date && (!date.weak || isDateExpected(words, at))) {
    if (date.iso === 'P0D') return { to: date.end, value: 'current' };
    const { from: value, iso_from: iso } = dateSlots('from', date);
    return { to: date.end, value: String(value), iso: String(iso) };
  }
  const present = presentAt(words, at);
  if (present !== undefined) return { to: present, value: 'current' };
  const previous = PREVIOUS.find((phrase) => phrase.every((word, index) => words[at + index] === word));
  if (previous) return { to: at + previous.length, value: 'previous' };
  const number = generationNumberAt(words, at);
  if (!number || NOUNS.has(words[number.to] ?? '')) return undefined;
  return { to: number.to, value: number.value };
}

const PREVIOUS: readonly (readonly string[])[] =
  'the previous|previous|the one before|one before|the last generation|last generation|the last one|the prior|the former'
    .split('|')
    .map((said) => said.split(' '));
