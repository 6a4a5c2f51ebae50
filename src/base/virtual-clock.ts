import type { Clock } from './clock.ts';

interface Sleeper {
  wakesAt: number;
  wake(): void;
}

/**
 * A clock that jumps to the next sleeper as soon as nobody holds it: recorded sound, rehearsals and tests run in
 * the time of what they hear, as fast as the machine can. `sleep` and `waitFor` let go of one hold of the
 * caller meanwhile, so whoever calls them inside a held section must hold exactly once.
 */
export class VirtualClock implements Clock {
  #now: number;
  #holds = 0;
  #sleepers: Sleeper[] = [];
  #checking = false;

  constructor(startMs: number) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  hold(): Disposable {
    this.#holds++;
    let held = true;
    return {
      [Symbol.dispose]: () => {
        if (!held) return;
        held = false;
        this.#release();
      },
    };
  }

  async waitFor<Value>(promise: Promise<Value>): Promise<Value> {
    this.#release();
    try {
      return await promise;
    } finally {
      this.#holds++;
    }
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = {
        wakesAt: this.#now + Math.max(0, ms),
        wake: () => {
          signal.removeEventListener('abort', stop);
          this.#holds++;
          resolve();
        },
      };
      const stop = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        this.#holds++;
        reject(signal.reason);
      };
      signal.addEventListener('abort', stop, { once: true });
      this.#sleepers.push(sleeper);
      this.#release();
    });
  }

  #release(): void {
    this.#holds--;
    this.#checkSoon();
  }

  /** Two turns of the event loop: promises and pushed events that follow from the last wake get to take their hold. */
  #checkSoon(): void {
    if (this.#checking || this.#holds > 0) return;
    this.#checking = true;
    setImmediate(() => setImmediate(() => this.#jump()));
  }

  #jump(): void {
    this.#checking = false;
    if (this.#holds > 0) return;
    const next = this.#sleepers.reduce<Sleeper | undefined>(
      (first, sleeper) => (first && first.wakesAt <= sleeper.wakesAt ? first : sleeper),
      undefined,
    );
    if (!next) return;
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
    this.#now = Math.max(this.#now, next.wakesAt);
    next.wake();
  }
}
