import { readFileSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { isStillAlive, ownMark } from './process-life.ts';

const MOST_ATTEMPTS = 5;

/**
 * Takes `file` as a lock for this process, or says who has it. A lock whose process is gone is taken over.
 * Disposing gives it back. It is a link to nowhere that names its holder: made at once with all it says, and on a full
 * disk too. Throws what the file system throws.
 */
export function takeLock(file: string): Disposable | { heldBy: number } {
  makeFolder(dirname(file));
  let heldBy = 0;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    if (linked(file)) return { [Symbol.dispose]: () => removeIfThere(file) };
    const holder = readHolder(file);
    if (typeof holder === 'number') return { heldBy: holder };
    if (holder === 'dead') heldBy = removeDead(file) ?? 0;
  }
  return { heldBy };
}

/** Whether `file` is a lock whose process is gone: it did not come to an end with what it was at. */
export function isLockStale(file: string): boolean {
  return readHolder(file) === 'dead';
}

function linked(file: string): boolean {
  const { pid, life = '' } = ownMark();
  try {
    symlinkSync(`${pid} ${life}`, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Removes a dead lock, or gives who is about to. Two who did so at once would remove what one of them takes next: whoever
 * removes one holds a lock on that. Its holder may have been killed too, and so on.
 */
function removeDead(file: string): number | undefined {
  const guard = `${file}.stale`;
  if (!linked(guard)) {
    const holder = readHolder(guard);
    return holder === 'dead' ? removeDead(guard) : holder === 'gone' ? undefined : holder;
  }
  try {
    if (readHolder(file) === 'dead') removeIfThere(file);
  } finally {
    removeIfThere(guard);
  }
  return undefined;
}

/** The pid in a lock, if the process that took it still lives. */
function readHolder(file: string): number | 'dead' | 'gone' {
  try {
    const [pid = '', ...life] = readText(file).split(' ');
    const mark = { pid: Number(pid), life: life.join(' ') || undefined };
    return isStillAlive(mark) ? mark.pid : 'dead';
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 'gone';
    throw error;
  }
}

/** Locks of the first version were files. */
function readText(file: string): string {
  try {
    return readlinkSync(file);
  } catch (error) {
    if (hasCode(error, 'EINVAL')) return readFileSync(file, 'utf8');
    throw error;
  }
}

function removeIfThere(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
