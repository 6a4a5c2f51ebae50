import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { sayDiskTrouble } from '#base/disk-trouble.ts';
import { ConfigError } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import { makeFolder } from '#base/make-folder.ts';
import { openIfThere } from '#base/open-if-there.ts';
import type { Entry } from './entry.ts';
import { linesBackOf, linesOf } from './lines.ts';
import { FIRST_LINK, isJson, type JournalRecord, type Link, parseLink, recordOf, sealed } from './record.ts';

/** The append-only record of what was said to ask-nix and what it did; history, undo and replay are views of it. */
export interface Journal {
  /** Written before it returns, and a change synced. Throws `ConfigError` when the file cannot be written. */
  append(entry: Entry, at: number): JournalRecord;
  /** All whole records, oldest first, and what is damaged. Throws `ConfigError` when the file cannot be read. */
  read(): Reading;
  /** As `read`, only counting the records: a journal of years need not be held in memory. */
  check(): Checked;
  /**
   * Whole records, newest first, read as they are asked for; of these types only, where they are given, and the others
   * are not even looked into. Throws as `read` does.
   */
  newestFirst(types?: readonly Entry['type'][]): Iterable<JournalRecord>;
}

interface Reading extends Checked {
  records: readonly JournalRecord[];
}

export interface Checked {
  records: { readonly length: number };
  /** Lines that were cut off while they were written, and nothing else is missing: 1-based line numbers. */
  torn: readonly number[];
  /** Lines that are no record or do not follow from the line before: 1-based line numbers. */
  broken: readonly number[];
  /** Whole records that only another version of ask-nix knows. */
  foreign: number;
}

/** The journal in `file`, made at the first append. A torn last line is left as it is and passed over. */
export function fileJournal(file: string): Journal {
  return {
    read() {
      const records: JournalRecord[] = [];
      return { ...checked(file, (record) => records.push(record)), records };
    },
    check: () => checked(file, () => {}),
    newestFirst: (types) => newestFirst(file, types),
    append(entry, at) {
      try {
        return appendLine(file, entry, at);
      } catch (error) {
        const why = sayDiskTrouble(error);
        throw new ConfigError('unwritable', `The journal ${file} cannot be written: ${why}.`, {
          cause: error,
        });
      }
    },
  };
}

function checked(file: string, take: (record: JournalRecord) => void): Checked {
  const nothing: Checked = { records: [], torn: [], broken: [], foreign: 0 };
  return readable(file, () => withFile(file, (descriptor) => readAll(descriptor, take))) ?? nothing;
}

function* newestFirst(file: string, types?: readonly Entry['type'][]): Generator<JournalRecord> {
  const descriptor = readable(file, () => openIfThere(file));
  if (descriptor === undefined) return;
  const marks = types?.map((type) => `"type":"${type}"`);
  try {
    const lines = linesBackOf(descriptor);
    while (true) {
      const { done, value } = readable(file, () => lines.next());
      if (done) return;
      if (marks && !marks.some((mark) => value.includes(mark))) continue;
      const link = parseLink(value);
      const record = link && recordOf(link);
      if (record && (types?.includes(record.entry.type) ?? true)) yield record;
    }
  } finally {
    closeSync(descriptor);
  }
}

function readable<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new ConfigError('unreadable', `The journal ${file} cannot be read: ${sayDiskTrouble(error)}.`, {
      cause: error,
    });
  }
}

function withFile<Result>(file: string, use: (descriptor: number) => Result): Result | undefined {
  const descriptor = openIfThere(file);
  if (descriptor === undefined) return undefined;
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function readAll(descriptor: number, take: (record: JournalRecord) => void): Checked {
  let length = 0;
  const torn: number[] = [];
  const broken: number[] = [];
  let foreign = 0;
  let prev = FIRST_LINK;
  /** Pieces of lines since the last whole one: if the next follows from that, nothing but these was lost. */
  let pieces: number[] = [];
  for (const { number, text } of linesOf(descriptor)) {
    const link = parseLink(text);
    if (!link) {
      (isJson(text) ? broken : pieces).push(number);
      continue;
    }
    const follows = link.prev === prev;
    (follows ? torn : broken).push(...pieces);
    pieces = [];
    // A record that is whole in itself is told, and the chain goes on from it.
    if (!follows) broken.push(number);
    prev = link.hash;
    const record = recordOf(link);
    if (!record) foreign++;
    else {
      length++;
      take(record);
    }
  }
  torn.push(...pieces);
  return { records: { length }, torn, broken, foreign };
}

function appendLine(file: string, entry: Entry, at: number): JournalRecord {
  makeFolder(dirname(file));
  using _lock = waitForLock(`${file}.lock`);
  const descriptor = openSync(file, 'a+', 0o600);
  try {
    const last = lastLink(descriptor);
    const record = sealed((last?.seq ?? 0) + 1, stamp(at), entry, last?.hash ?? FIRST_LINK);
    const gap = endsLine(descriptor) ? '' : '\n';
    writeWhole(descriptor, Buffer.from(`${gap}${JSON.stringify(record)}\n`));
    // What was said can be lost with the machine's power; what was changed cannot.
    if (entry.type === 'change' || entry.type === 'begun') fsyncSync(descriptor);
    return record;
  } finally {
    closeSync(descriptor);
  }
}

/** All or nothing: what a full disk took of a record is taken back, as far as it lets us. */
function writeWhole(descriptor: number, bytes: Buffer): void {
  const { size } = fstatSync(descriptor);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    if (fstatSync(descriptor).size > size) ftruncateSync(descriptor, size);
    throw error;
  }
}

/** A conversation in virtual time runs ahead of the world; the journal does not. */
function stamp(at: number): number {
  return Math.round(Math.min(at, Date.now()));
}

function endsLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  const last = Buffer.alloc(1);
  return size === 0 || readSync(descriptor, last, 0, 1, size - 1) === 0 || last[0] === 0x0a;
}

/** The last whole record, found from the end. */
function lastLink(descriptor: number): Link | undefined {
  for (const line of linesBackOf(descriptor)) {
    const link = parseLink(line);
    if (link) return link;
  }
  return undefined;
}

/** Appends take a millisecond, so another process is waited for, two seconds at most. */
function waitForLock(file: string): Disposable {
  const wait = new Int32Array(new SharedArrayBuffer(4));
  for (let attempt = 0; attempt < 400; attempt++) {
    const lock = takeLock(file);
    if (Symbol.dispose in lock) return lock;
    Atomics.wait(wait, 0, 0, 5);
  }
  throw new Error('another process keeps it locked');
}
