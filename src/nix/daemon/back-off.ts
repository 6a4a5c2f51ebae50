import type { Clock } from '#base/clock.ts';
import { NixError } from '#base/errors.ts';

/** Milliseconds. A daemon that a switch restarts is back within about a second; a kept connection may just be stale. */
const PAUSES_MS = [0, 50, 150, 400, 1000, 2000];

/**
 * Tries `attempt` again while the daemon cannot be reached, with longer and longer pauses. `isWorthIt` tells if there is
 * hope after so many attempts: without it, the failure stands.
 */
export async function withBackOff<Value>(
  attempt: () => Promise<Value>,
  isWorthIt: (attempts: number) => boolean,
  clock: Clock,
  signal: AbortSignal,
): Promise<Value> {
  for (const [index, pauseMs] of PAUSES_MS.entries()) {
    try {
      return await attempt();
    } catch (error) {
      if (!isUnreachable(error) || !isWorthIt(index + 1)) throw error;
    }
    if (pauseMs > 0) await clock.sleep(pauseMs, signal);
  }
  return await attempt();
}

/** Who is hung up on may just have come while it was going away. */
const UNREACHABLE: readonly string[] = ['no-daemon', 'daemon-gone', 'refused'];

function isUnreachable(error: unknown): boolean {
  return error instanceof NixError && UNREACHABLE.includes(error.code);
}
