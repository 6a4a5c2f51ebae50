import { isStillAlive } from '#base/process-life.ts';
import type { Entry } from './entry.ts';
import type { Journal } from './journal.ts';

type Begun = Extract<Entry, { type: 'begun' }>;
type Change = Extract<Entry, { type: 'change' }>;

/** What other sessions had begun and not ended. */
export interface OpenWork {
  /** In words, newest first: their processes are gone, and nobody was told yet. */
  brokenOff: readonly string[];
  /** Numbers of the records that began what another process is still at. */
  underWay: readonly number[];
}

/**
 * Reads back to the beginning of the last session, which was told all there was to tell, and from there only as far as
 * what was under way then.
 */
export function openWork(journal: Journal): OpenWork {
  const brokenOff: string[] = [];
  const underWay: number[] = [];
  const end = endings();
  /** From the beginning of the last session on: all that may still be open. */
  let awaited: Set<number> | undefined;
  for (const { seq, entry } of journal.newestFirst(['begun', 'change', 'started'])) {
    if (entry.type === 'change') end.met(entry);
    else if (entry.type === 'started') awaited ??= new Set(entry.underWay);
    else if (entry.type === 'begun' && (awaited?.has(seq) ?? true) && !end.take(entry)) {
      if (isUnderWay(entry)) underWay.push(seq);
      else brokenOff.push(entry.said);
    }
    if (awaited && !isBefore(awaited, seq)) break;
  }
  return { brokenOff, underWay };
}

function isBefore(awaited: ReadonlySet<number>, seq: number): boolean {
  return [...awaited].some((one) => one < seq);
}

/** Whether somebody is at it. */
export function isUnderWay({ process: mark }: Begun): boolean {
  return mark !== undefined && isStillAlive(mark);
}

/** Ends that were met on the way back to their beginnings. */
export function endings() {
  const ends: Change[] = [];
  return {
    met: (change: Change) => void ends.push(change),
    /** Whether what was begun had an end; each end is one beginning's. */
    take({ plan, session }: Begun): boolean {
      // A session that could not be written down in between has ends without a number.
      const end = ends.findLastIndex(
        (one) => one.plan === plan && (one.session ?? session) === (session ?? one.session),
      );
      if (end >= 0) ends.splice(end, 1);
      return end >= 0;
    },
  };
}
