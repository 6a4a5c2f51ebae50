import { diskTroubleOf } from '#base/disk-trouble.ts';
import { InternalError, isAbort, NixError } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import type { Answer, Progress } from '../../answer.ts';
import { DaemonError } from '../../daemon/daemon-error.ts';
import { classify } from '../../failures/classify.ts';
import type { Nix } from '../../nix.ts';
import type { Plan, Planned } from '../../plan.ts';
import { isChange } from '../../planning/what-changes.ts';
import { busyWith, noteJob } from '../job-note.ts';
import { failed } from './failed.ts';
import type { LocalSystem } from './local-system.ts';
import { look } from './look.ts';
import { type Prepared, prepare } from './prepare.ts';
import { reported } from './reporter.ts';
import { carryOut } from './run-change.ts';
import { settlePending } from './settle.ts';
import { WORKING, workOfLook } from './work-of-looks.ts';

/** Plans and carries out on a real system. */
export function localWork(system: LocalSystem): Pick<Nix, 'plan' | 'run'> {
  const { clock, files, privileged } = system;

  async function* runLooks(prepared: Prepared, signal: AbortSignal): AsyncGenerator<Progress | Answer> {
    for (const request of prepared.plan.requests) {
      if (isChange(request)) continue;
      if (!WORKING.has(request.intent)) {
        const answer = await look(request, system, signal);
        if (!answer) throw new InternalError(`${request.intent} has no answer`);
        yield answer;
        continue;
      }
      yield* reported(
        async (report) => {
          const answer = await workOfLook(request, prepared, system, report, signal);
          if (!answer) throw new InternalError(`${request.intent} has no answer`);
          return answer;
        },
        PHASES[request.intent] ?? 'building',
        prepared.estimate,
        clock,
      );
    }
  }

  /** Undefined when the plan is no longer what would happen. */
  async function preparedAgain(plan: Plan, signal: AbortSignal): Promise<Prepared | undefined> {
    const preparation = await prepare(plan.requests, system, signal);
    if (preparation.type === 'answer' || preparation.prepared.plan.hash !== plan.hash) return undefined;
    return preparation.prepared;
  }

  async function* runChange(plan: Plan, signal: AbortSignal): AsyncGenerator<Progress | Answer> {
    if (!privileged) return yield { type: 'failed', code: 'not-permitted', restored: true };
    const lock = takeLock(files.lock);
    if ('heldBy' in lock)
      return yield busyWith(files.job, clock.now()) ?? { type: 'failed', code: 'busy', restored: true };
    using _held = lock;
    await settlePending(system, signal);
    const prepared = await preparedAgain(plan, signal);
    if (!prepared) return yield STALE;
    for await (const news of runLooks(prepared, signal)) {
      yield news;
      if (news.type === 'failed') return;
    }
    using _told = noteJob(files.job, plan.requests, clock.now() + prepared.estimate.ms);
    yield* reported(
      (report) => carryOut({ prepared, system, privileged, report, signal }),
      prepared.change.moves ? 'evaluating' : 'checking',
      prepared.estimate,
      clock,
    );
  }

  /** What went wrong at an edge, as an answer; our own bugs are thrown. */
  function outcomeOf(error: unknown, signal: AbortSignal): Answer {
    if (isAbort(error, signal)) return { type: 'cancelled', restored: true };
    const trouble = diskTroubleOf(error);
    if (trouble) return { type: 'failed', code: trouble, restored: true };
    if (!(error instanceof NixError)) throw error;
    if (NO_DAEMON.has(error.code)) return { type: 'failed', code: 'no-daemon', restored: true };
    if (!(error instanceof DaemonError)) throw error;
    return failed(classify(error.message, { configuration: system.places.configuration }), true);
  }

  return {
    async plan(requests, signal): Promise<Planned> {
      signal.throwIfAborted();
      try {
        const busy = requests.some(isChange) ? busyWith(files.job, clock.now()) : undefined;
        if (busy) return { type: 'answer', answer: busy };
        const preparation = await prepare(requests, system, signal);
        return preparation.type === 'answer'
          ? preparation
          : { type: 'plan', plan: preparation.prepared.plan };
      } catch (error) {
        return { type: 'answer', answer: outcomeOf(error, signal) };
      }
    },

    async *run(plan, signal) {
      try {
        signal.throwIfAborted();
        if (plan.requests.some(isChange)) return yield* runChange(plan, signal);
        const prepared = await preparedAgain(plan, signal);
        yield* prepared ? runLooks(prepared, signal) : [STALE];
      } catch (error) {
        yield outcomeOf(error, signal);
      }
    },
  };
}

const STALE: Answer = { type: 'failed', code: 'stale-plan', restored: true };

const NO_DAEMON: ReadonlySet<string> = new Set([
  'no-daemon',
  'refused',
  'daemon-gone',
  'no-answer',
  'protocol',
]);

const PHASES: Readonly<Record<string, Progress['phase']>> = {
  try_package: 'downloading',
  verify_store: 'checking',
  optimise_store: 'optimising',
  check_updates: 'evaluating',
};
