import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';

interface Writing {
  /** Of a file that was not there; one that was keeps its own, and its owner. */
  mode?: number;
  /** Where it is written first: of its own for each writer, if there can be several at a time. */
  unfinished?: string;
}

/**
 * Replaces `file` at once: whoever is killed leaves the old content or the new one. Throws what the file system throws;
 * then nothing has changed.
 */
export function writeDurably(file: string, content: string | Uint8Array, writing: Writing = {}): void {
  stageDurably(file, content, writing)();
}

/** Writes what takes room on the disk beside `file`; what is given back puts it in its place, and takes none. */
export function stageDurably(
  file: string,
  content: string | Uint8Array,
  { mode = 0o600, unfinished = `${file}.new` }: Writing = {},
): () => void {
  makeFolder(dirname(file));
  const orRemoved = (work: () => void) => {
    try {
      work();
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
  };
  orRemoved(() => writeUnfinished(unfinished, content, mode, statSync(file, { throwIfNoEntry: false })));
  return () => {
    orRemoved(() => renameSync(unfinished, file));
    syncFolder(dirname(file));
  };
}

/** Removes what somebody who was killed had begun to write in place of `file`. Only for who is its only writer. */
export function removeUnfinished(file: string): void {
  rmSync(`${file}.new`, { force: true });
}

function writeUnfinished(
  file: string,
  content: string | Uint8Array,
  mode: number,
  old: Stats | undefined,
): void {
  const handle = openSync(file, 'w', mode);
  try {
    if (old) fchmodSync(handle, old.mode & 0o777);
    if (old && process.getuid?.() === 0) fchownSync(handle, old.uid, old.gid);
    writeFileSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Has what was renamed in `folder` outlive a loss of power. It has happened all the same where that cannot be had. */
export function syncFolder(folder: string): void {
  let handle: number | undefined;
  try {
    handle = openSync(folder, 'r');
    fsyncSync(handle);
  } catch {
    // Some file systems cannot, and a failure would be told of a change that is made.
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
