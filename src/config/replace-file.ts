import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '#base/make-folder.ts';

/**
 * Replaces `file` at once, with the mode and owner it had: whoever is killed leaves the old content or the new one.
 * Only for one writer at a time. Throws what the file system throws; then nothing has changed.
 */
export function writeDurably(file: string, content: Uint8Array): void {
  makeFolder(dirname(file));
  const old = statSync(file, { throwIfNoEntry: false });
  const temporary = `${file}.new`;
  try {
    const handle = openSync(temporary, 'w', 0o600);
    try {
      if (old) fchmodSync(handle, old.mode & 0o777);
      if (old && process.getuid?.() === 0) fchownSync(handle, old.uid, old.gid);
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
