import type { HistoryEntry } from '#dialogue/event.ts';
import type { Journal } from './journal.ts';
import { endings, isUnderWay } from './open-work.ts';

/** The last `count` changes, newest first, as the dialogue tells them. */
export function historyOf(journal: Journal, count: number): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  const end = endings();
  for (const { at, entry } of journal.newestFirst(['begun', 'change'])) {
    if (entries.length === count) break;
    if (entry.type === 'change') {
      end.met(entry);
      const { said, outcome, notStarted } = entry;
      entries.push({ at, said, outcome, ...(notStarted === undefined ? {} : { notStarted }) });
    } else if (entry.type === 'begun' && !end.take(entry)) {
      entries.push({ at, said: entry.said, outcome: isUnderWay(entry) ? 'under-way' : 'unfinished' });
    }
  }
  return entries;
}
