import type { HistoryEntry } from '#dialogue/event.ts';
import type { Journal } from './journal.ts';

/** The last `count` changes, newest first, as the dialogue tells them. */
export function historyOf(journal: Journal, count: number): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  for (const { at, entry } of journal.newestFirst()) {
    if (entries.length === count) break;
    if (entry.type === 'change') entries.push({ at, said: entry.said, outcome: entry.outcome });
  }
  return entries;
}
