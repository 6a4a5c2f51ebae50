import { readFileSync, readlinkSync, renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';

/**
 * Takes `file` as a lock for this process, or says who has it. A lock whose process is gone is taken over.
 * Disposing gives it back. It is a link to nowhere that names its holder: made at once with all it says, and on a full
 * disk too. Throws what the file system throws.
 */
export function takeLock(file: string): Disposable | { heldBy: number } {
  makeFolder(dirname(file));
  const own = `${process.pid} ${lifeOf(process.pid) ?? ''}`;
  for (let attempt = 0; attempt < 3; attempt++) {
    if (linked(own, file)) return { [Symbol.dispose]: () => removeIfThere(file) };
    const holder = readHolder(file);
    if (holder === 'gone') continue;
    if (holder !== undefined) return { heldBy: holder };
    putAside(file, `${file}.${process.pid}.stale`);
  }
  const holder = readHolder(file);
  return { heldBy: typeof holder === 'number' ? holder : 0 };
}

function linked(text: string, file: string): boolean {
  try {
    symlinkSync(text, file);
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
  if (typeof readHolder(aside) === 'number') linked(readText(aside), file);
  removeIfThere(aside);
}

/**
 * The pid in a lock, if the process that took it still lives; undefined when it belongs to nobody. One that was given
 * back meanwhile is no dead lock: who put that aside would take away the next holder's.
 */
function readHolder(file: string): number | 'gone' | undefined {
  try {
    const [pid = '', ...life] = readText(file).split(' ');
    const holder = Number(pid);
    if (!Number.isInteger(holder) || holder <= 0 || !isAlive(holder)) return undefined;
    // After a restart of the machine the number may be another's.
    const now = lifeOf(holder);
    return now === undefined || life.join(' ') === '' || now === life.join(' ') ? holder : undefined;
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

/** What tells a process from others that had or will have its number, where the system tells: its start, this boot. */
function lifeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${started} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
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
