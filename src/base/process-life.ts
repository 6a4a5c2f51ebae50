import { readFileSync } from 'node:fs';

/** A process as it can be written down: its number, and what tells it from others that had or will have that number. */
export interface ProcessMark {
  pid: number;
  /** When it started, and in which boot of the machine; absent where the system does not tell. */
  life?: string | undefined;
}

export function ownMark(): ProcessMark {
  return { pid: process.pid, life: lifeOf(process.pid) };
}

/** Whether that very process lives. */
export function isStillAlive({ pid, life }: ProcessMark): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
  // After a restart of the machine the number may be another's.
  const now = lifeOf(pid);
  return now === undefined || life === undefined || now === life;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function lifeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${started} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
  } catch {
    return undefined;
  }
}
