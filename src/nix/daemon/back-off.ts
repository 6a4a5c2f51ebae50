import type { Clock } from '#base/clock.ts';
import { NixError } from '#base/errors.ts';

/** Milliseconds. A daemon that a switch restarts is back within about a second; a kept connection may just be stale. */
const PAUSES_MS = [0, 50, 150, 400, 1000, 2000];

/**
 * Tries `attempt` again while the daemon cannot be reached, with longer and longer pauses. `isWorthIt` tells if there is
 * hope: without it, the first failure stands.
 */
export async function withBackOff<Value>(
  attempt: () => Promise<Value>,
  isWorthIt: () => boolean,
  clock: Clock,
  signal: AbortSignal,
): Promise<Value> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (!isUnreachable(error) || !isWorthIt()) throw error;
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
