import type { HistoryEntry } from '#dialogue/event.ts';
import type { Journal } from './journal.ts';

/** The last `count` changes, newest first, as the dialogue tells them. */
export function historyOf(journal: Journal, count: number): HistoryEntry[] {
  return journal
    .read()
    .records.flatMap(({ at, entry }) =>
      entry.type === 'change' ? [{ at, said: entry.said, outcome: entry.outcome }] : [],
    )
    .slice(-count)
    .reverse();
}
