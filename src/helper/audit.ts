import { closeSync, fsyncSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '#base/make-folder.ts';
import { allowance } from './allowance.ts';
import { countedAs } from './counted-as.ts';

/** One line of a log. */
export interface AuditEntry {
  /**
   * Of a call that is carried out there is a line when it begins and one when it ended, with the same number. `fault`: a bug
   * of ours. What changes nothing is `answered`, or `refused` before it began.
   */
  event: 'began' | 'ended' | 'settled' | 'fault' | 'answered' | 'refused';
  call: number;
  verb: string;
  arguments?: unknown;
  uid?: number | undefined;
  outcome?: string;
  ms?: number;
}

export interface Audit {
  /** Throws what the file system throws: then nothing may be done that should have been written down. */
  write(entry: AuditEntry): void;
}

const MOST_ARGUMENTS = 2_000;

/** How large a log grows, and how many older ones of it are kept. */
const CARRIED_OUT = { file: 'helper.jsonl', mostBytes: 8_000_000, older: 4 };
/** Apart, so that asking again and again drives nothing out of the other. */
const ONLY_ASKED = { file: 'helper-asked.jsonl', mostBytes: 1_000_000, older: 1 };
type Log = typeof CARRIED_OUT;

/** Of each user. Who asks for more is counted, and written down with the next line of theirs. */
const LINES_OF_ASKING = { most: 60, everyMs: 5_000 };

/**
 * JSON lines below `folder`, on the disk before `write` returns: `helper.jsonl` of all that is carried out,
 * `helper-asked.jsonl` of what was only asked or refused.
 */
export function fileAudit(folder: string, now: () => number): Audit {
  const lines = allowance(LINES_OF_ASKING, now);
  const leftOut = new Map<string, number>();
  return {
    write(entry) {
      if (entry.event !== 'answered' && entry.event !== 'refused')
        return append(folder, CARRIED_OUT, lineOf(entry, now()));
      const who = countedAs(entry.uid);
      const before = leftOut.get(who) ?? 0;
      if (!lines.take(who)) return void leftOut.set(who, before + 1);
      leftOut.delete(who);
      append(folder, ONLY_ASKED, lineOf(entry, now(), before));
    },
  };
}

function lineOf({ arguments: given, ...entry }: AuditEntry, at: number, leftOut = 0): object {
  return {
    at: new Date(at).toISOString(),
    ...entry,
    ...(given !== undefined && { arguments: short(given) }),
    ...(leftOut > 0 && { leftOut }),
  };
}

function short(given: unknown): unknown {
  const text = JSON.stringify(given);
  return text.length <= MOST_ARGUMENTS ? given : `${text.slice(0, MOST_ARGUMENTS)}…`;
}

function append(folder: string, log: Log, line: object): void {
  const file = join(folder, log.file);
  makeFolder(folder);
  if (sizeOf(file) > log.mostBytes) makeRoom(file, log.older);
  const handle = openSync(file, 'a', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(line)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** `log.1` is younger than `log.2`; the oldest gives way. */
function makeRoom(file: string, older: number): void {
  const named = (number: number) => (number === 0 ? file : `${file}.${number}`);
  for (let number = older - 1; number >= 0; number--)
    if (sizeOf(named(number)) > 0) renameSync(named(number), named(number + 1));
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
