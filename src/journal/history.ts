import type { HistoryEntry } from '#dialogue/event.ts';
import type { Journal } from './journal.ts';

/** The last `count` changes, newest first, as the dialogue tells them. What was begun and has no end is `unfinished`. */
export function historyOf(journal: Journal, count: number): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  /** Plans whose end was met, on the way back to their beginning. */
  const ended: string[] = [];
  for (const { at, entry } of journal.newestFirst()) {
    if (entries.length === count) break;
    if (entry.type === 'change') {
      ended.push(entry.plan);
      entries.push({ at, said: entry.said, outcome: entry.outcome });
    } else if (entry.type === 'begun') {
      const end = ended.indexOf(entry.plan);
      if (end >= 0) ended.splice(end, 1);
      else entries.push({ at, said: entry.said, outcome: 'unfinished' });
    }
  }
  return entries;
}

/** What the last session was at when it was broken off, in words; it is told to the next one only. */
export function brokenOff(journal: Journal): string | undefined {
  const ended = new Set<string>();
  for (const { entry } of journal.newestFirst()) {
    if (entry.type === 'change') ended.add(entry.plan);
    else if (entry.type === 'begun' && !ended.has(entry.plan)) return entry.said;
    else if (entry.type === 'started') return undefined;
  }
  return undefined;
}
