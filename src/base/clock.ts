/** Time as a port, so that expiry, jobs and recorded sound can run faster than the world. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`; rejects with `signal.reason` when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Held while something real (a child process, a file) is awaited: virtual time stands still until it is disposed. */
  hold(): Disposable;
  /** Awaits what cannot come before time has passed: lets go of one hold of the caller meanwhile, as `sleep` does. */
  waitFor<Value>(promise: Promise<Value>): Promise<Value>;
}

const nothing: Disposable = { [Symbol.dispose]() {} };

/**
 * Wall time that never goes back: when the wall clock is set back, time goes on from where it was, until the wall clock
 * has caught up. A question would otherwise stay open for as long as the clock was set back.
 */
export function neverBack(wall: () => number, elapsed: () => number): () => number {
  let last = { now: wall(), elapsed: elapsed() };
  return () => {
    const present = { now: wall(), elapsed: elapsed() };
    if (present.now < last.now) present.now = last.now + present.elapsed - last.elapsed;
    last = present;
    return Math.floor(present.now);
  };
}

export const systemClock: Clock = {
  // Not `performance.now`, with which Node loads its tools for measuring.
  now: neverBack(Date.now, () => Number(process.hrtime.bigint() / 1_000_000n)),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal.addEventListener('abort', stop, { once: true });
    }),
  hold: () => nothing,
  waitFor: (promise) => promise,
};
