import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Clock } from '#base/clock.ts';
import type { HelperSettings } from './settings.ts';

const MARK = 'ASK_NIX_HELPER';
const LOOK_MS = 5;
const PATIENCE_MS = 10_000;

/** In the environment of each program that the helper waits for, so that it can be found when the helper is not there any more. */
export function toolMark({ state }: Pick<HelperSettings, 'state'>): Readonly<Record<string, string>> {
  return { [MARK]: state };
}

/**
 * Ends programs that a helper had started before it was killed: they would go on moving what is about to be put right. Only
 * for who holds the lock. Each of them leaves what it changes whole whenever it ends. False: one does not end.
 */
export async function endOrphans(
  { state }: Pick<HelperSettings, 'state'>,
  clock: Clock,
  signal: AbortSignal,
): Promise<boolean> {
  const mark = `${MARK}=${state}`;
  for (const until = clock.now() + PATIENCE_MS; clock.now() < until; await clock.sleep(LOOK_MS, signal)) {
    const orphans = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isMarked(pid, mark));
    if (orphans.length === 0) return true;
    for (const pid of orphans) end(Number(pid));
  }
  return false;
}

function isMarked(pid: string, mark: string): boolean {
  try {
    // Anybody can have such a variable.
    if (statSync(`/proc/${pid}`).uid !== process.getuid?.()) return false;
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark);
  } catch {
    // It has ended meanwhile.
    return false;
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
