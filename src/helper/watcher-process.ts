import { readdirSync, readFileSync } from 'node:fs';
import { realUid } from './real-uid.ts';

/** Whether a process of root lives that was started to watch the activation with this id, be it that it has not begun. */
export function isWatched(id: string): boolean {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  // Everybody can see the id, and could begin a process that has it.
  return pids.some((pid) => commandLine(pid).includes(id) && realUid(pid) === 0);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}
