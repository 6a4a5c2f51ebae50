import { readdirSync, readFileSync, statSync } from 'node:fs';

/** Whether a process of root lives that was started to watch the activation with this id, be it that it has not begun. */
export function isWatched(id: string): boolean {
  return readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && commandLine(pid).includes(id));
}

function commandLine(pid: string): string {
  try {
    // Everybody can see the id, and could begin a process that has it.
    if (statSync(`/proc/${pid}`).uid !== 0) return '';
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}
