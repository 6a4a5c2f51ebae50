import { hash } from 'node:crypto';
import { z } from 'zod';
import { Entry } from './entry.ts';

/** A line of the journal: the entry, its place, and a hash over both and the line before. */
export interface JournalRecord {
  seq: number;
  /** Milliseconds since 1970. */
  at: number;
  entry: Entry;
  prev: string;
  hash: string;
}

/** A line whose entry may be of another version of ask-nix: its place in the chain can be checked all the same. */
const Link = z.strictObject({
  seq: z.int().min(1),
  at: z.number(),
  entry: z.looseObject({ type: z.string() }),
  prev: z.string(),
  hash: z.string(),
});
export type Link = z.infer<typeof Link>;

/** `prev` of the first record. */
export const FIRST_LINK = '0'.repeat(64);

export function sealed(seq: number, at: number, entry: Entry, prev: string): JournalRecord {
  return { seq, at, entry, prev, hash: linkHash({ seq, at, entry, prev }) };
}

/** What a line holds, if it is whole and its hash is right; whether it follows from the line before is in its `prev`. */
export function parseLink(line: string): Link | undefined {
  const value = parseJson(line);
  // Hashed as it was written: a schema may put its keys into another order.
  if (!Link.safeParse(value).success) return undefined;
  const link = value as Link;
  return link.hash === linkHash(link) ? link : undefined;
}

/** Undefined when the entry is of a version that this one does not know. */
export function recordOf(link: Link): JournalRecord | undefined {
  const { data } = Entry.safeParse(link.entry);
  return data && { ...link, entry: data };
}

function linkHash({ seq, at, entry, prev }: Pick<Link, 'seq' | 'at' | 'prev'> & { entry: object }): string {
  return hash('sha256', JSON.stringify([seq, at, entry, prev]));
}

/** A record that was cut off is none. */
export function isJson(text: string): boolean {
  return parseJson(text) !== undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
