import type { Clock } from '#base/clock.ts';

/** What the promise gives, or `undefined` when that takes longer than `ms`. */
export async function within<T>(ms: number, promise: Promise<T>, clock: Clock): Promise<T | undefined> {
  const answered = new AbortController();
  try {
    return await Promise.race([promise, nothingAfter(ms, clock, answered.signal)]);
  } finally {
    answered.abort();
  }
}

async function nothingAfter(ms: number, clock: Clock, signal: AbortSignal): Promise<undefined> {
  // `sleep` lets go of one hold; the caller's is not ours to let go.
  using _hold = clock.hold();
  await clock.sleep(ms, signal).catch(() => {});
  return undefined;
}
