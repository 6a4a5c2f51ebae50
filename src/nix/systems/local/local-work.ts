import { InternalError } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import type { Answer, Progress } from '../../answer.ts';
import type { Nix } from '../../nix.ts';
import type { Plan, Planned } from '../../plan.ts';
import { isChange } from '../../planning/what-changes.ts';
import type { Privileged } from '../../privileged.ts';
import { busyWith, noteJob } from '../job-note.ts';
import { carryOutForMe } from './for-me.ts';
import type { LocalSystem } from './local-system.ts';
import { lookAllTheSame } from './look-all-the-same.ts';
import { needsRoot } from './needs-root.ts';
import { outcomeOf, withFreeable } from './outcome.ts';
import { type Prepared, prepare } from './prepare.ts';
import { reported } from './reporter.ts';
import { carryOut } from './run-change.ts';
import { runLooks } from './run-looks.ts';
import { settlePending } from './settle.ts';

/** Plans and carries out on a real system. */
export function localWork(system: LocalSystem): Pick<Nix, 'plan' | 'run'> {
  const { clock, files, privileged } = system;

  /** Undefined when the plan is no longer what would happen. */
  async function preparedAgain(plan: Plan, signal: AbortSignal): Promise<Prepared | undefined> {
    const preparation = await prepare(plan.requests, system, signal);
    if (preparation.type === 'answer' || preparation.prepared.plan.hash !== plan.hash) return undefined;
    const { builds, downloadBytes } = preparation.prepared.plan.effects;
    // Of the same there may be less to do by now; more was not read back.
    const isMore = builds > plan.effects.builds || downloadBytes > plan.effects.downloadBytes;
    return isMore ? undefined : preparation.prepared;
  }

  async function* runChange(plan: Plan, signal: AbortSignal): AsyncGenerator<Progress | Answer> {
    const lock = takeLock(files.lock);
    if ('heldBy' in lock)
      return yield busyWith(files.job, clock.now()) ?? { type: 'failed', code: 'busy', restored: true };
    using _held = lock;
    const settled = await settlePending(system, signal);
    // What would be begun now would be written over what has to be put back.
    if (settled?.how === 'left')
      return yield privileged
        ? { type: 'failed', code: settled.why ?? 'broken-state', restored: true }
        : NOT_PERMITTED;
    const prepared = await preparedAgain(plan, signal);
    if (!prepared) return yield STALE;
    for await (const news of runLooks(prepared, system, signal)) {
      yield news;
      if (news.type === 'failed') return;
    }
    const isForMe = prepared.change.ownPackages.size > 0;
    if (!privileged && needsRoot(prepared.change)) return yield NOT_PERMITTED;
    using _told = noteJob(files.job, plan.requests, clock.now() + prepared.estimate.ms);
    yield* reported(
      (report) => {
        const work = { prepared, system, report, signal };
        return isForMe ? carryOutForMe(work) : carryOut({ ...work, privileged: privileged ?? NOBODY });
      },
      prepared.change.moves ? 'evaluating' : 'checking',
      prepared.estimate,
      clock,
    );
  }

  async function* runAny(plan: Plan, signal: AbortSignal): AsyncGenerator<Progress | Answer> {
    try {
      signal.throwIfAborted();
      if (plan.requests.some(isChange)) return yield* runChange(plan, signal);
      const prepared = await preparedAgain(plan, signal);
      yield* prepared ? runLooks(prepared, system, signal) : [STALE];
    } catch (error) {
      yield outcomeOf(error, system, signal);
    }
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
        const found = await lookAllTheSame(error, requests, system, signal);
        if (found) return { type: 'answer', answer: found };
        return {
          type: 'answer',
          answer: await withFreeable(outcomeOf(error, system, signal), system, signal),
        };
      }
    },

    async *run(plan, signal) {
      for await (const news of runAny(plan, signal))
        yield news.type === 'progress' ? news : await withFreeable(news, system, signal);
    },
  };
}

/** For what needs none of root's rights. */
const NOBODY: Privileged = {
  by: 'helper',
  // biome-ignore lint/correctness/useYield: there is nothing to tell
  async *call({ verb }) {
    throw new InternalError(`nobody is here for ${verb}`);
  },
};

const NOT_PERMITTED: Answer = { type: 'failed', code: 'not-permitted', restored: true };
const STALE: Answer = { type: 'failed', code: 'stale-plan', restored: true };
