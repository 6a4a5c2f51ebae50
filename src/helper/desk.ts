import { isAbort } from '#base/errors.ts';
import { Inbox } from '#base/inbox.ts';
import type { PrivilegedCall, PrivilegedNews } from '#nix/privileged.ts';
import { type Allowance, allowance } from './allowance.ts';
import type { Work } from './carry-out.ts';
import { countedAs } from './counted-as.ts';
import { type FaultOptions, type Faults, faults } from './faults.ts';
import { type Final, refused } from './final.ts';
import { HalfDone } from './half-done.ts';
import type { OwnProgram } from './job.ts';
import type { HelperSettings } from './settings.ts';
import { statusOf } from './status.ts';
import { channels } from './verbs/channels.ts';
import { type Caller, cancelled, type Ended, Workplace } from './workplace.ts';

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

/** Takes calls, has one at a time carried out, answers the others, and writes down each. */
export class Desk {
  readonly #options: DeskOptions;
  readonly #allowed: Allowance;
  readonly #faults: Faults;
  readonly #halfDone: HalfDone;
  readonly #workplace: Workplace;
  #calls = 0;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#allowed = allowance(CALLS, () => options.clock.now());
    this.#faults = faults(options);
    this.#halfDone = new HalfDone(options, this.#faults);
    this.#workplace = new Workplace(options, this.#faults, this.#halfDone);
  }

  get isBusy(): boolean {
    return this.#workplace.running !== undefined;
  }

  /** Whether something waits to be settled. */
  get isOwing(): boolean {
    return !this.isBusy && this.#halfDone.isThere;
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
    const end = ({ final, event }: Ended) => {
      this.#faults.write({
        ...{ event, ...told, outcome: outcomeOf(final), ms: this.#options.clock.now() - startedAt },
        ...(event === 'refused' && { arguments: given }),
      });
      news.push(final);
      news.close();
    };
    const caller: Caller = {
      ...{ call: told.call, uid, signal },
      tell: (one) => void news.push(one),
      begin: () => this.#options.audit.write({ event: 'began', ...told, arguments: given }),
    };
    void this.#take(call, caller).then(end, (error: unknown) => {
      const final = isAbort(error, signal) ? cancelled(false, false) : this.#faults.failed(error, told);
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

  async #take(call: PrivilegedCall, caller: Caller): Promise<Ended> {
    const { running } = this.#workplace;
    switch (call.verb) {
      case 'status':
        return { final: await this.#status(caller.signal), event: 'answered' };
      case 'channels':
        return { final: channels(this.#options.settings), event: 'answered' };
      case 'cancel':
        return await this.#workplace.cancel(caller.uid);
      default:
        if (running) return { final: busyWith(running.verb), event: 'refused' };
        if (!this.#options.isAlone && !this.#allowed.take(countedAs(caller.uid)))
          return { final: TOO_MANY, event: 'refused' };
        return await this.#workplace.carryOut(call, caller);
    }
  }

  #status(signal: AbortSignal): Promise<Final> {
    return statusOf(this.#options, this.#halfDone, () => this.#workplace.running, signal);
  }
}

const TOO_MANY = refused('busy', 'Those were too many calls; wait a while.');

function busyWith(verb: Work['verb']): Final {
  return refused('busy', `I am busy with ${verb}.`);
}

function outcomeOf(final: Final): string {
  return final.type === 'result' ? final.result.type : final.code;
}
