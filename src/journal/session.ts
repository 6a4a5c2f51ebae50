import type { Decision } from './decision.ts';
import type { Entry, Hearing, KeptEvent, SessionStart } from './entry.ts';
import type { JournalRecord } from './record.ts';

/** A conversation as it was recorded. */
export interface Session {
  /** Of the record that began it. */
  number: number;
  /** Milliseconds since 1970. */
  at: number;
  system: 'practice' | 'local';
  ears: 'microphone' | 'terminal' | 'recording';
  /** Absent in records of the first version, which cannot be played again. */
  start: SessionStart | undefined;
  happenings: readonly Happening[];
}

/** One event of a session and what was decided. */
export type Happening = { decided: Decision } & (
  | { type: 'utterance'; said: string; source: 'voice' | 'typed'; heard: Hearing }
  | { type: 'event'; event: KeptEvent }
);

/** The sessions in these records, oldest first. Two that went on at the same time are told apart. */
export function sessionsIn(records: readonly JournalRecord[]): Session[] {
  const sessions = new Map<number, Session & { happenings: Happening[] }>();
  for (const { seq, at, entry } of records) {
    if (entry.type === 'started') {
      const { system, ears, session: start } = entry;
      sessions.set(seq, { number: seq, at, system, ears, start, happenings: [] });
    } else if (entry.session !== undefined) {
      sessions.get(entry.session)?.happenings.push(...happeningsOf(entry));
    }
  }
  return [...sessions.values()];
}

function happeningsOf(entry: Entry): Happening[] {
  switch (entry.type) {
    case 'turn': {
      const { said, source, heard, decision, intents, slots = [], does = [] } = entry;
      return heard
        ? [{ type: 'utterance', said, source, heard, decided: { decision, intents, slots, does } }]
        : [];
    }
    case 'overheard': {
      const { said, source, heard, does = [] } = entry;
      return [{ type: 'utterance', said, source, heard, decided: { does } }];
    }
    case 'events':
      return entry.events.map((event) => ({ type: 'event', event, decided: { does: event.does ?? [] } }));
    default:
      return [];
  }
}
