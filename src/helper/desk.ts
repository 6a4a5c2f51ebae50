import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#base/clock.ts';
import { AskNixError } from '#base/errors.ts';
import { Inbox } from '#base/inbox.ts';
import { isLockStale, takeLock } from '#base/lock-file.ts';
import type { PrivilegedCall, PrivilegedNews } from '#nix/privileged.ts';
import type { Audit } from './audit.ts';
import { isBootMenuOwed, writeBootMenu } from './boot-menu.ts';
import { carryOut, MOST_MS, type Work } from './carry-out.ts';
import { done, type Final, refused } from './final.ts';
import type { OwnProgram } from './job.ts';
import { clearLeftOver } from './left-over.ts';
import { noteFiles } from './note.ts';
import { endOrphans } from './orphans.ts';
import { helperFiles } from './own-files.ts';
import type { HelperSettings } from './settings.ts';
import { type Settled, settle } from './settle.ts';
import { settleInputs } from './verbs/inputs.ts';

interface Running {
  verb: Work['verb'];
  since: number;
  stop: AbortController;
  isCommitted: boolean;
  ended: Promise<void>;
}

export interface DeskOptions {
  settings: HelperSettings;
  program: OwnProgram;
  clock: Clock;
  audit: Audit;
}

/** Takes calls, carries out one at a time, and writes down each. */
export class Desk {
  readonly #options: DeskOptions;
  #running: Running | undefined;
  #settling: Promise<unknown> | undefined;
  #settled: Settled | undefined;
  /** A helper was killed at its work, and what it left is not all cleared yet. */
  #isAfterKill = false;
  #calls = 0;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** Held by who changes the system or puts it right. */
  get #lock(): string {
    return join(this.#options.settings.state, 'lock');
  }

  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  /** Looks after what an earlier helper left half done. Gives why that could not be done yet. */
  settle(): Promise<Final | undefined> {
    const settling = this.#settleNow();
    this.#settling = settling;
    return settling;
  }

  async #settleNow(): Promise<Final | undefined> {
    const { settings, audit, clock } = this.#options;
    const lasting = new AbortController().signal;
    try {
      this.#isAfterKill ||= isLockStale(this.#lock);
      const isAfterKill = this.#isAfterKill;
      const lock = takeLock(this.#lock);
      if ('heldBy' in lock) return refused('busy', 'Another process of root is changing the system.');
      using _lock = lock;
      if (isAfterKill) {
        if (!(await endOrphans(settings, clock, lasting)))
          return refused('busy', 'A program of an earlier helper does not end.');
        clearLeftOver(settings);
        await settleInputs(settings);
      }
      const settled = await settle({ ...this.#options, tell: () => {} }, lasting);
      if (settled === 'under-way') return refused('busy', 'An activation is still running.');
      if (isAfterKill && isBootMenuOwed(settings)) await writeBootMenu(settings, lasting);
      this.#isAfterKill = false;
      if (!settled) return undefined;
      this.#settled = settled;
      audit.write({ event: 'settled', call: 0, verb: settled.activation, outcome: settled.how });
      return undefined;
    } catch (error) {
      return failure(error);
    }
  }

  /** Tells news of `call` until the last. Never throws. */
  call(call: PrivilegedCall, uid: number | undefined, signal: AbortSignal): AsyncIterable<PrivilegedNews> {
    const news = new Inbox<PrivilegedNews>();
    const number = ++this.#calls;
    const startedAt = this.#options.clock.now();
    const { verb, ...given } = call;
    const write = (event: 'began' | 'ended' | 'refused', more: { outcome?: string; ms?: number } = {}) =>
      this.#options.audit.write({
        ...{ event, call: number, verb, uid },
        ...(event !== 'ended' && { arguments: given }),
        ...more,
      });
    const end = (final: Final, event: 'ended' | 'refused') => {
      try {
        write(event, { outcome: outcomeOf(final), ms: this.#options.clock.now() - startedAt });
      } catch {
        // What was done is done, and is told all the same.
      }
      news.push(final);
      news.close();
    };
    void this.#take(call, signal, news, () => write('began')).then(
      ({ final, hasBegun }) => end(final, hasBegun ? 'ended' : 'refused'),
      (error: unknown) => end(failure(error), 'refused'),
    );
    return news;
  }

  /** Writes down what was no call, and gives it back. */
  refuse(final: Final, said: string, uid: number | undefined): Final {
    try {
      const call = ++this.#calls;
      this.#options.audit.write({
        event: 'refused',
        call,
        verb: 'none',
        uid,
        arguments: said,
        outcome: outcomeOf(final),
      });
    } catch {
      // Nothing was done.
    }
    return final;
  }

  async #take(
    call: PrivilegedCall,
    signal: AbortSignal,
    news: Inbox<PrivilegedNews>,
    writeBegun: () => void,
  ): Promise<{ final: Final; hasBegun: boolean }> {
    if (call.verb === 'status') return { final: await this.#status(signal), hasBegun: true };
    if (call.verb === 'cancel') return { final: await this.#cancel(), hasBegun: true };
    if (this.#running) return { final: busyWith(this.#running), hasBegun: false };
    return await this.#work(call, signal, news, writeBegun);
  }

  async #work(
    call: Work,
    signal: AbortSignal,
    news: Inbox<PrivilegedNews>,
    writeBegun: () => void,
  ): Promise<{ final: Final; hasBegun: boolean }> {
    const { clock } = this.#options;
    const stop = new AbortController();
    const ended = Promise.withResolvers<void>();
    const running: Running = {
      ...{ verb: call.verb, since: clock.now(), stop, isCommitted: false, ended: ended.promise },
    };
    this.#running = running;
    const known = this.#settled;
    const limit = AbortSignal.timeout(MOST_MS[call.verb]);
    const broken = AbortSignal.any([signal, stop.signal, limit]);
    try {
      const unsettled = await this.settle();
      if (unsettled) return { final: unsettled, hasBegun: false };
      const lock = takeLock(this.#lock);
      if ('heldBy' in lock)
        return { final: refused('busy', 'Another process of root is changing the system.'), hasBegun: false };
      using _lock = lock;
      writeBegun();
      if (this.#settled === known) this.#settled = undefined;
      const commit = () => {
        broken.throwIfAborted();
        running.isCommitted = true;
        return limit;
      };
      const tell = (one: PrivilegedNews) => void news.push(one);
      const final = await carryOut(call, { ...this.#options, signal: broken, tell, commit }).catch(
        (error: unknown) => (broken.aborted ? cancelled(limit.aborted) : failure(error)),
      );
      return { final, hasBegun: true };
    } finally {
      this.#running = undefined;
      ended.resolve();
    }
  }

  async #cancel(): Promise<Final> {
    const running = this.#running;
    if (!running) return done({ type: 'cancelled' });
    if (running.isCommitted)
      return refused('busy', 'That has gone too far to be broken off; it will be carried out to its end.');
    running.stop.abort(new Error('cancelled'));
    await running.ended;
    return done({ type: 'cancelled', was: running.verb });
  }

  /** What is half done is settled first, if that does not take long. */
  async #status(signal: AbortSignal): Promise<Final> {
    const { program, settings, clock } = this.#options;
    if (!this.#running) await this.#settling;
    const isHalfDone = () =>
      !this.#running && (existsSync(noteFiles(settings.state).note) || isLockStale(this.#lock));
    for (const startedAt = clock.now(); isHalfDone() && clock.now() - startedAt < SETTLING_MS; )
      if (await this.settle()) await clock.sleep(SETTLE_AGAIN_MS, signal);
    const busy = this.#running && { busyWith: this.#running.verb, since: this.#running.since };
    return done({
      type: 'status',
      version: 1,
      ...(busy ?? (isHalfDone() && { busyWith: 'activate-generation' as const })),
      ...(this.#settled && { settled: this.#settled }),
      files: helperFiles(program),
    });
  }
}

/** How long a status waits for an activation that an earlier helper has begun. */
const SETTLING_MS = 60_000;
const SETTLE_AGAIN_MS = 200;

function busyWith({ verb }: Running): Final {
  return refused('busy', `I am busy with ${verb}.`);
}

function cancelled(isLate: boolean): Final {
  return refused('cancelled', isLate ? 'It took too long and was broken off.' : 'It was broken off.');
}

function failure(error: unknown): Final {
  if (error instanceof AskNixError) return refused('failed', error.message, { output: error.message });
  const { code, message } = error as NodeJS.ErrnoException;
  return refused('failed', 'The helper could not do that.', {
    output: code ? `${code}: ${message}` : message,
  });
}

function outcomeOf(final: Final): string {
  return final.type === 'result' ? final.result.type : final.code;
}
