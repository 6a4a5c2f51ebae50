import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import { type Entry, FIRST_LINK, isSealed, JournalRecord, sealed } from './record.ts';

/** The append-only record of what was said to ask-nix and what it did; history and undo are views of it. */
export interface Journal {
  /** Written before it returns, and a change synced. Throws `ConfigError` when the file cannot be written. */
  append(entry: Entry, at: number): void;
  /** All whole records, oldest first. Throws `ConfigError` when the file cannot be read. */
  read(): Reading;
}

interface Reading {
  records: readonly JournalRecord[];
  /** Lines that are no record or do not follow from the line before: 1-based line numbers. */
  broken: readonly number[];
}

/** The journal in `file`, made at the first append. A torn last line is left as it is and passed over. */
export function fileJournal(file: string): Journal {
  return {
    read() {
      try {
        return parseJournal(readText(file));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw new ConfigError('unreadable', `The journal ${file} cannot be read: ${code}.`, { cause: error });
      }
    },
    append(entry, at) {
      try {
        appendLine(file, entry, at);
      } catch (error) {
        throw new ConfigError(
          'unwritable',
          `The journal ${file} cannot be written: ${(error as Error).message}.`,
          {
            cause: error,
          },
        );
      }
    },
  };
}

function appendLine(file: string, entry: Entry, at: number): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  using _lock = waitForLock(`${file}.lock`);
  const descriptor = openSync(file, 'a+', 0o600);
  try {
    const end = readEnd(descriptor, TAIL_BYTES);
    const last = lastRecord(end) ?? lastRecord(readEnd(descriptor, Number.POSITIVE_INFINITY));
    const record = sealed((last?.seq ?? 0) + 1, stamp(at), entry, last?.hash ?? FIRST_LINK);
    const gap = end === '' || end.endsWith('\n') ? '' : '\n';
    writeSync(descriptor, `${gap}${JSON.stringify(record)}\n`);
    // What was said can be lost with the machine's power; what was changed cannot.
    if (entry.type === 'change') fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A conversation in virtual time runs ahead of the world; the journal does not. */
function stamp(at: number): number {
  return Math.round(Math.min(at, Date.now()));
}

/** More than any record is long, so that an append costs the same however long the journal is. */
const TAIL_BYTES = 65_536;

/** The last `most` bytes of an open file as text. */
function readEnd(descriptor: number, most: number): string {
  const { size } = fstatSync(descriptor);
  const bytes = Buffer.alloc(Math.min(size, most));
  const read = readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
  return bytes.toString('utf8', 0, read);
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

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function parseJournal(text: string): Reading {
  const records: JournalRecord[] = [];
  const broken: number[] = [];
  let prev = FIRST_LINK;
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const record = parseRecord(line);
    if (!record || !isSealed(record, prev)) broken.push(index + 1);
    // A record that is whole in itself is told, and the chain goes on from it.
    if (!record || !isSealed(record, record.prev)) continue;
    records.push(record);
    prev = record.hash;
  }
  return { records, broken };
}

/** The last whole record, found from the end. */
function lastRecord(text: string): JournalRecord | undefined {
  const lines = text.split('\n');
  for (let index = lines.length - 1; index >= 0; index--) {
    const record = parseRecord(lines[index] as string);
    if (record && isSealed(record, record.prev)) return record;
  }
  return undefined;
}

function parseRecord(line: string): JournalRecord | undefined {
  try {
    return JournalRecord.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
