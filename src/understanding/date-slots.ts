import { type DateRead, readDate } from './dates.ts';
import { readDuration } from './duration.ts';
import type { Described } from './generation-description.ts';
import type { Slots } from './intent.ts';
import type { Capture } from './spans.ts';

/** Behind these a date follows, even if its words mean something else as often: "from may". */
const BEFORE_DATES = new Set('from of since on before at around than after until between and'.split(' '));

/** All words of a capture as a date; undefined when they are none, or may as well be something else. */
export function wantedDate({ slot, from, to }: Capture, words: readonly string[]): DateRead | undefined {
  const said = words.slice(from, to);
  const date = readDate(said) ?? (slot === 'date' ? spanBack(said, words[from - 1]) : undefined);
  if (!date || (date.weak && !isDateExpected(words, from))) return undefined;
  // "Older than last month" is a duration as well, and means the same.
  return slot === 'older_than' && readDuration(said) !== undefined ? undefined : date;
}

/** "Rewind an hour", "go back by two days": as far as that is an hour ago. */
function spanBack(said: readonly string[], before: string | undefined): DateRead | undefined {
  return BACKWARDS.has(before ?? '') ? readDate([...said, 'ago']) : undefined;
}

const BACKWARDS = new Set(['back', 'backwards', 'rewind', 'by']);

export function isDateExpected(words: readonly string[], at: number): boolean {
  return BEFORE_DATES.has(words[at - 1] ?? '');
}

/** A date as the slots have it: of a rollback `date` and `iso`, of a comparison one end, of a deletion what is older. */
export function dateSlots(slot: string, { spoken, iso }: DateRead): Slots {
  switch (slot) {
    case 'from':
    case 'to':
      return { [slot]: `date:${spoken}`, [`iso_${slot}`]: iso };
    case 'older_than':
      return { older_than: spoken, iso: iso.startsWith('<') ? iso : `<${iso}` };
    default:
      return { [slot]: spoken, iso };
  }
}

export function descriptionSlots({ spoken, meant, package: named }: Described): Slots {
  return { description: spoken, meant, ...(named === undefined ? {} : { package: named }) };
}
