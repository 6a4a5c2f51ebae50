import type { Slots } from './intent.ts';
import { numberToWords } from './numbers.ts';

/** The slots of `rollback` from what a template gives: `number` (which generation) or `offset` (how many back). */
export function rollbackSlots(slots: Slots): Slots {
  const { number, offset } = slots;
  if (typeof number === 'number') return { target: `number:${number}`, number };
  if (typeof offset !== 'number') return { target: 'previous' };
  if (offset === 1) return { target: 'previous' };
  const description = `${offset <= 999_999 ? numberToWords(offset) : offset} generations`;
  return { target: `description:${description}`, description, offset: -offset };
}
