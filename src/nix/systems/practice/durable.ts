import {
  closeSync,
  fsyncSync,
  lutimesSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Replaces `file` at once: whoever is killed leaves the old content or the new one. */
export function writeDurably(file: string, text: string): void {
  stageDurably(file, text)();
}

/** Writes what takes room on the disk beside `file`; what is given back puts it in its place, and takes none. */
export function stageDurably(file: string, text: string): () => void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.new`;
  const handle = openSync(temporary, 'w', 0o644);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return () => {
    renameSync(temporary, file);
    syncFolder(dirname(file));
  };
}

/** Points the link at `path` to `target` at once, dated `at` (milliseconds since 1970). */
export function linkDurably(path: string, target: string, at: number): void {
  const temporary = `${path}.new`;
  rmSync(temporary, { force: true });
  linkDated(temporary, target, at);
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/** Makes a link dated `at`, milliseconds since 1970. */
export function linkDated(path: string, target: string, at: number): void {
  symlinkSync(target, path);
  lutimesSync(path, at / 1000, at / 1000);
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
