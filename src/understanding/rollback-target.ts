import type { Slots } from './intent.ts';
import { numberToWords } from './numbers.ts';

/** The slots of `rollback` from what a sentence gives: a number, a date, a description, or `offset`: how many back. */
export function rollbackSlots(slots: Slots): Slots {
  const { number, offset, date, description } = slots;
  if (typeof number === 'number') return { target: `number:${number}`, number };
  if (typeof date === 'string') return { target: `date:${date}`, ...only(slots, ['date', 'iso']) };
  // People call it the previous one, however many changes there were since.
  if (slots.meant === 'before-update') return { target: 'previous', meant: slots.meant };
  if (typeof description === 'string')
    return { target: `description:${description}`, ...only(slots, ['description', 'meant', 'package']) };
  if (typeof offset !== 'number' || offset === 1) return { target: 'previous' };
  const counted = `${offset <= 999_999 ? numberToWords(offset) : offset} generations`;
  return { target: `description:${counted}`, description: counted, offset: -offset };
}

/** Of a comparison, one end alone is compared with the present. */
export function comparisonSlots(slots: Slots): Slots {
  if (slots.from === undefined && slots.to === undefined)
    return { ...slots, from: 'previous', to: 'current' };
  return { from: 'current', to: 'current', ...slots };
}

function only(slots: Slots, names: readonly string[]): Slots {
  return Object.fromEntries(Object.entries(slots).filter(([name]) => names.includes(name)));
}
