import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What one line of the journal says. Speech that was not addressed to ask-nix never gets here. */
export const Entry = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('started'),
    system: z.enum(['practice', 'local']),
    ears: z.enum(['microphone', 'terminal', 'recording']),
  }),
  /** One addressed utterance and what it was taken for. */
  z.strictObject({
    type: z.literal('turn'),
    said: z.string(),
    source: z.enum(['voice', 'typed']),
    decision: z.string(),
    intents: z.array(z.string()),
  }),
  /** A plan that was carried out, or was meant to be. */
  z.strictObject({
    type: z.literal('change'),
    plan: z.string(),
    intents: z.array(z.string()),
    /** In words, for "what did you do". */
    said: z.string(),
    outcome: z.enum(['done', 'failed', 'cancelled']),
    generation: z.int().optional(),
    previous: z.int().optional(),
  }),
]);
export type Entry = z.infer<typeof Entry>;

/** A line: the entry, its place, and a hash over both and the line before. */
export const JournalRecord = z.strictObject({
  seq: z.int().min(1),
  /** Milliseconds since 1970. */
  at: z.number(),
  entry: Entry,
  prev: z.string(),
  hash: z.string(),
});
export type JournalRecord = z.infer<typeof JournalRecord>;

/** `prev` of the first record. */
export const FIRST_LINK = '0'.repeat(64);

export function sealed(seq: number, at: number, entry: Entry, prev: string): JournalRecord {
  return { seq, at, entry, prev, hash: linkHash(seq, at, entry, prev) };
}

export function isSealed(record: JournalRecord, prev: string): boolean {
  return record.prev === prev && record.hash === linkHash(record.seq, record.at, record.entry, record.prev);
}

function linkHash(seq: number, at: number, entry: Entry, prev: string): string {
  return createHash('sha256')
    .update(JSON.stringify([seq, at, entry, prev]))
    .digest('hex');
}
