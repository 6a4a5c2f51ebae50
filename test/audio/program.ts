import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Clock, systemClock } from '#base/clock.ts';

/** One of the misbehaving programs in test/programs. */
export function program(name: string): string {
  return fileURLToPath(new URL(`../programs/${name}`, import.meta.url));
}

export const MISSING_PROGRAM = '/nowhere/program';

/** Three times as fast as the world, for what waits seconds: a program starts in its time on a busy machine too. */
export const hurriedClock: Clock = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(ms / 3, signal),
};

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Rejects when it does not come true within two seconds. */
export async function eventually(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (isTrue()) return;
    await sleep(20);
  }
  throw new Error(`never came true: ${isTrue}`);
}
