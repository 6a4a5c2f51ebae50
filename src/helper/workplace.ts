import { takeLock } from '#base/lock-file.ts';
import type { PrivilegedNews } from '#nix/privileged.ts';
import { carryOut, MOST_MS, type Work } from './carry-out.ts';
import type { DeskOptions } from './desk.ts';
import { isFault } from './failure.ts';
import type { Faults } from './faults.ts';
import { done, type Final, refused } from './final.ts';
import { type HalfDone, OTHER_PROCESS, UNDER_WAY } from './half-done.ts';

interface Running {
  verb: Work['verb'];
  uid: number | undefined;
  since: number;
  stop: AbortController;
  isCommitted: boolean;
  ended: Promise<void>;
}

/** How a call came to its end. */
export interface Ended {
  final: Final;
  event: 'ended' | 'answered' | 'refused';
}

/** Who calls for work, and hears of it. */
export interface Caller {
  /** Number of the call. */
  call: number;
  uid: number | undefined;
  /** Aborted when the call is broken off. */
  signal: AbortSignal;
  tell(news: PrivilegedNews): void;
  /** Writes down that it begins; throws when that cannot be, and then nothing may be done. */
  begin(): void;
}

/** Where one call at a time is carried out. */
export class Workplace {
  readonly #options: DeskOptions;
  readonly #faults: Faults;
  readonly #halfDone: HalfDone;
  #running: Running | undefined;

  constructor(options: DeskOptions, faults: Faults, halfDone: HalfDone) {
    this.#options = options;
    this.#faults = faults;
    this.#halfDone = halfDone;
  }

  get running(): Pick<Running, 'verb' | 'since'> | undefined {
    return this.#running;
  }

  /** Only while nothing is running. */
  async carryOut(call: Work, caller: Caller): Promise<Ended> {
    const stop = new AbortController();
    const ended = Promise.withResolvers<void>();
    const running: Running = {
      ...{ verb: call.verb, uid: caller.uid, since: this.#options.clock.now() },
      ...{ stop, isCommitted: false, ended: ended.promise },
    };
    this.#running = running;
    const known = this.#halfDone.settled;
    try {
      const unsettled = await this.#halfDone.settle();
      // A service may be what an activation waits for.
      const isFreeing = unsettled === UNDER_WAY && call.verb === 'service';
      if (unsettled && !isFreeing) return { final: unsettled, event: 'refused' };
      const lock = takeLock(this.#halfDone.lock);
      if ('heldBy' in lock) return { final: OTHER_PROCESS, event: 'refused' };
      using _lock = lock;
      caller.begin();
      if (this.#halfDone.settled === known) this.#halfDone.settled = undefined;
      return { final: await this.#work(call, running, caller), event: 'ended' };
    } finally {
      this.#running = undefined;
      ended.resolve();
    }
  }

  async #work(call: Work, running: Running, caller: Caller): Promise<Final> {
    const limit = AbortSignal.timeout(MOST_MS[call.verb]);
    const broken = AbortSignal.any([caller.signal, running.stop.signal, limit]);
    const commit = () => {
      broken.throwIfAborted();
      running.isCommitted = true;
      return limit;
    };
    try {
      return await carryOut(call, { ...this.#options, signal: broken, tell: caller.tell, commit });
    } catch (error) {
      // Once committed, that nobody waits for it any more is not why it failed.
      const over = running.isCommitted ? limit : broken;
      if (over.aborted && (error === over.reason || !isFault(error)))
        return cancelled(limit.aborted, running.isCommitted);
      return this.#faults.failed(error, { verb: call.verb, call: caller.call });
    }
  }

  /** Breaks off what the same user has called for. */
  async cancel(uid: number | undefined): Promise<Ended> {
    const running = this.#running;
    if (!running) return { final: done({ type: 'cancelled' }), event: 'answered' };
    if (running.uid !== uid) return { final: NOT_YOURS, event: 'refused' };
    if (running.isCommitted) return { final: TOO_FAR, event: 'refused' };
    running.stop.abort(new Error('cancelled'));
    await running.ended;
    return { final: done({ type: 'cancelled', was: running.verb }), event: 'ended' };
  }
}

const NOT_YOURS = refused('not-allowed', 'Somebody else has called for that.');
const TOO_FAR = refused('busy', 'That has gone too far to be broken off; it will be carried out to its end.');

export function cancelled(isLate: boolean, isCommitted: boolean): Final {
  return refused('cancelled', isLate ? 'It took too long and was broken off.' : 'It was broken off.', {
    left: isCommitted ? 'What it was at may be half done.' : undefined,
  });
}
