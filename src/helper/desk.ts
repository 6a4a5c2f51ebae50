import { isAbort } from '#base/errors.ts';
import { Inbox } from '#base/inbox.ts';
import { takeLock } from '#base/lock-file.ts';
import type { PrivilegedCall, PrivilegedNews } from '#nix/privileged.ts';
import { type Allowance, allowance } from './allowance.ts';
import { carryOut, MOST_MS, type Work } from './carry-out.ts';
import { countedAs } from './counted-as.ts';
import { isFault } from './failure.ts';
import { type FaultOptions, type Faults, faults } from './faults.ts';
import { done, type Final, refused } from './final.ts';
import { HalfDone, OTHER_PROCESS, UNDER_WAY } from './half-done.ts';
import type { OwnProgram } from './job.ts';
import type { HelperSettings } from './settings.ts';
import { statusOf } from './status.ts';
import { channels } from './verbs/channels.ts';

interface Running {
  verb: Work['verb'];
  uid: number | undefined;
  since: number;
  stop: AbortController;
  isCommitted: boolean;
  ended: Promise<void>;
}

export interface DeskOptions extends FaultOptions {
  settings: HelperSettings;
  program: OwnProgram;
  /** In a process of root's own nobody else calls, and nothing is counted. */
  isAlone?: true;
}

/**
 * What one user may have carried out. A change is a dozen calls; what comes on and on would drive older lines out of the log
 * within hours.
 */
const CALLS = { most: 200, everyMs: 10_000 };

/** How a call came to its end. */
interface Ended {
  final: Final;
  event: 'ended' | 'answered' | 'refused';
}

/** Takes calls, carries out one at a time, and writes down each. */
export class Desk {
  readonly #options: DeskOptions;
  readonly #allowed: Allowance;
  readonly #faults: Faults;
  readonly #halfDone: HalfDone;
  #running: Running | undefined;
  #calls = 0;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#allowed = allowance(CALLS, () => options.clock.now());
    this.#faults = faults(options);
    this.#halfDone = new HalfDone(options, this.#faults);
  }

  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  /** Whether something waits to be settled. */
  get isOwing(): boolean {
    return this.#running === undefined && this.#halfDone.isThere;
  }

  /** Whether another desk in its place would have to know of what was called before. */
  get isCounting(): boolean {
    return !this.#allowed.isWhole;
  }

  /** Looks after what an earlier helper left half done. Gives why that could not be done yet. */
  settle(): Promise<Final | undefined> {
    return this.#halfDone.settle();
  }

  failed(error: unknown): Final {
    return this.#faults.failed(error);
  }

  /** Tells news of `call` until the last. Never throws. */
  call(call: PrivilegedCall, uid: number | undefined, signal: AbortSignal): AsyncIterable<PrivilegedNews> {
    const news = new Inbox<PrivilegedNews>();
    const startedAt = this.#options.clock.now();
    const { verb, ...given } = call;
    const told = { call: ++this.#calls, verb, uid };
    const begun = () => this.#options.audit.write({ event: 'began', ...told, arguments: given });
    const end = ({ final, event }: Ended) => {
      this.#faults.write({
        ...{ event, ...told, outcome: outcomeOf(final), ms: this.#options.clock.now() - startedAt },
        ...(event === 'refused' && { arguments: given }),
      });
      news.push(final);
      news.close();
    };
    void this.#take(call, uid, signal, news, begun).then(end, (error: unknown) => {
      const final = isAbort(error, signal) ? cancelled(false) : this.#faults.failed(error, told);
      end({ final, event: 'refused' });
    });
    return news;
  }

  /** Writes down what was no call, and gives it back. */
  refuse(final: Final, said: string, uid: number | undefined): Final {
    const entry = { call: ++this.#calls, verb: 'none', uid, arguments: said };
    this.#faults.write({ event: 'refused', ...entry, outcome: outcomeOf(final) });
    return final;
  }

  async #take(
    call: PrivilegedCall,
    uid: number | undefined,
    signal: AbortSignal,
    news: Inbox<PrivilegedNews>,
    writeBegun: () => void,
  ): Promise<Ended> {
    if (call.verb === 'status')
      return {
        final: await statusOf(this.#options, this.#halfDone, () => this.#running, signal),
        event: 'answered',
      };
    if (call.verb === 'channels') return { final: channels(this.#options.settings), event: 'answered' };
    if (call.verb === 'cancel') return await this.#cancel(uid);
    if (this.#running) return { final: busyWith(this.#running), event: 'refused' };
    if (!this.#options.isAlone && !this.#allowed.take(countedAs(uid)))
      return { final: TOO_MANY, event: 'refused' };
    return await this.#work(call, uid, signal, news, writeBegun);
  }

  async #work(
    call: Work,
    uid: number | undefined,
    signal: AbortSignal,
    news: Inbox<PrivilegedNews>,
    writeBegun: () => void,
  ): Promise<Ended> {
    const { clock } = this.#options;
    const stop = new AbortController();
    const ended = Promise.withResolvers<void>();
    const running: Running = {
      ...{ verb: call.verb, uid, since: clock.now(), stop, isCommitted: false, ended: ended.promise },
    };
    this.#running = running;
    const known = this.#halfDone.settled;
    const limit = AbortSignal.timeout(MOST_MS[call.verb]);
    const broken = AbortSignal.any([signal, stop.signal, limit]);
    try {
      const unsettled = await this.settle();
      // A service may be what an activation waits for.
      const isFreeing = unsettled === UNDER_WAY && call.verb === 'service';
      if (unsettled && !isFreeing) return { final: unsettled, event: 'refused' };
      const lock = takeLock(this.#halfDone.lock);
      if ('heldBy' in lock) return { final: OTHER_PROCESS, event: 'refused' };
      using _lock = lock;
      writeBegun();
      if (this.#halfDone.settled === known) this.#halfDone.settled = undefined;
      const commit = () => {
        broken.throwIfAborted();
        running.isCommitted = true;
        return limit;
      };
      const tell = (one: PrivilegedNews) => void news.push(one);
      const final = await carryOut(call, { ...this.#options, signal: broken, tell, commit }).catch(
        (error: unknown) => {
          const isBroken = broken.aborted && (error === broken.reason || !isFault(error));
          return isBroken ? cancelled(limit.aborted, running.isCommitted) : this.#faults.failed(error, call);
        },
      );
      return { final, event: 'ended' };
    } finally {
      this.#running = undefined;
      ended.resolve();
    }
  }

  async #cancel(uid: number | undefined): Promise<Ended> {
    const running = this.#running;
    if (!running) return { final: done({ type: 'cancelled' }), event: 'answered' };
    if (running.uid !== uid) return { final: NOT_YOURS, event: 'refused' };
    if (running.isCommitted) return { final: TOO_FAR, event: 'refused' };
    running.stop.abort(new Error('cancelled'));
    await running.ended;
    return { final: done({ type: 'cancelled', was: running.verb }), event: 'ended' };
  }
}

const TOO_MANY = refused('busy', 'Those were too many calls; wait a while.');
const NOT_YOURS = refused('not-allowed', 'Somebody else has called for that.');
const TOO_FAR = refused('busy', 'That has gone too far to be broken off; it will be carried out to its end.');

function busyWith({ verb }: Running): Final {
  return refused('busy', `I am busy with ${verb}.`);
}

function cancelled(isLate: boolean, isCommitted = false): Final {
  return refused('cancelled', isLate ? 'It took too long and was broken off.' : 'It was broken off.', {
    left: isCommitted ? 'What it was at may be half done.' : undefined,
  });
}

function outcomeOf(final: Final): string {
  return final.type === 'result' ? final.result.type : final.code;
}
