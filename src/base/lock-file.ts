import { linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Takes `file` as a lock for this process, or says who has it. A lock whose process is gone is taken over.
 * Disposing gives it back. Throws what the file system throws.
 */
export function takeLock(file: string): Disposable | { heldBy: number } {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (linked(own, file)) return { [Symbol.dispose]: () => removeIfThere(file) };
      const holder = readHolder(file);
      if (holder !== undefined && isAlive(holder)) return { heldBy: holder };
      putAside(file, `${own}.stale`);
    }
    return { heldBy: readHolder(file) ?? 0 };
  } finally {
    removeIfThere(own);
  }
}

/** A hard link appears with its content, so nobody ever reads a lock without a pid. */
function linked(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Moves a dead lock away; one that somebody took in the meantime is put back. */
function putAside(file: string, aside: string): void {
  try {
    renameSync(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const holder = readHolder(aside);
  if (holder !== undefined && isAlive(holder)) linked(aside, file);
  removeIfThere(aside);
}

/** The pid in a lock; undefined when it is gone or holds no pid. */
function readHolder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
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
