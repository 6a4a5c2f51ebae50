import { closeSync, fsyncSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '#base/make-folder.ts';

/** One line of the log. */
interface AuditEntry {
  /** Of a call that changes there is a line when it begins and one when it ended, with the same number. */
  event: 'began' | 'ended' | 'refused' | 'settled';
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
const MOST_BYTES = 8_000_000;

/** JSON lines in `helper.jsonl` below `folder`, on the disk before `write` returns; of a full file one older is kept. */
export function fileAudit(folder: string, now: () => number): Audit {
  const file = join(folder, 'helper.jsonl');
  return {
    write({ arguments: given, ...entry }) {
      makeFolder(folder);
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) renameSync(file, `${file}.1`);
      const line = { at: new Date(now()).toISOString(), ...entry, ...(given !== undefined && short(given)) };
      const handle = openSync(file, 'a', 0o600);
      try {
        writeSync(handle, `${JSON.stringify(line)}\n`);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    },
  };
}

function short(given: unknown): { arguments: unknown } {
  const text = JSON.stringify(given);
  return { arguments: text.length <= MOST_ARGUMENTS ? given : `${text.slice(0, MOST_ARGUMENTS)}…` };
}
