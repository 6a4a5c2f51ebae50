import { diskTroubleOf } from '#base/disk-trouble.ts';
import { InternalError, isAbort } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import type { Answer, Progress } from '../../answer.ts';
import type { Nix, NixOptions } from '../../nix.ts';
import type { Plan, Planned } from '../../plan.ts';
import { isChange } from '../../planning/what-changes.ts';
import type { Request } from '../../request.ts';
import type { NixDependencies } from '../index.ts';
import { busyWith, noteJob } from '../job-note.ts';
import { tryFolder } from '../try-folder.ts';
import { settlePending } from './commit-change.ts';
import { changeMs, lookMs } from './estimate.ts';
import { look } from './look.ts';
import type { OpenedSystem } from './open-system.ts';
import { phasesOfChange, phasesOfLook } from './phases.ts';
import { type Preparation, type Prepared, prepare } from './plan-requests.ts';
import { type Pretense, progressOf } from './progress.ts';
import { failingUnit, failsAt } from './provoked-failure.ts';
import { isInStore, writePrograms } from './store.ts';
import { type PracticeWorld, worldOf } from './world.ts';

type PracticeOptions = Extract<NixOptions, { kind: 'practice' }>;

/** All that has to be planned against the state of the system, and carried out. */
export function plannedWork(
  system: OpenedSystem,
  options: PracticeOptions,
  dependencies: NixDependencies,
): Pick<Nix, 'plan' | 'run'> {
  const { clock, packages } = dependencies;
  const putOnPath = tryFolder(dependencies.tries);
  let failNext = options.fail;

  const prepareNow = async (
    requests: readonly Request[],
  ): Promise<{ world: PracticeWorld; preparation: Preparation }> => {
    const now = clock.now();
    const world = worldOf(system, dependencies, now);
    const repairs = requests.some(({ intent }) => intent === 'repair_system');
    const damaged = repairs
      ? (await import('./damage.ts')).findDamage(system, world.byAttribute, now).damaged
      : [];
    const isHere = (path: string) => isInStore(system.layout, path);
    return { world, preparation: prepare(requests, { world, damaged, isHere, pace: options.pace }) };
  };

  async function* runLooks(
    prepared: Prepared,
    world: PracticeWorld,
    signal: AbortSignal,
  ): AsyncGenerator<Progress | Answer> {
    const { plan, change } = prepared;
    let leftMs = plan.effects.estimateMs;
    for (const request of plan.requests) {
      if (isChange(request)) continue;
      const phases = phasesOfLook(request, prepared);
      if (phases.length > 0) {
        const lastsMs = lookMs(request, change, plan.effects.downloadBytes) / options.pace;
        const failure = yield* pass(
          { phases, lastsMs, leftMs },
          isProvoked(request) ? failNext : 'none',
          signal,
        );
        leftMs -= lastsMs;
        if (failure) return yield failure;
      }
      yield await answerTo(request, prepared, world);
    }
  }

  async function answerTo(request: Request, { plan }: Prepared, world: PracticeWorld): Promise<Answer> {
    if (request.intent === 'try_package') {
      const found = packages.byAttribute(request.package);
      const kept = dependencies.tries?.keep === true;
      if (found)
        return {
          type: 'tried',
          package: found,
          folder: putOnPath((folder) => writePrograms(folder, found)),
          ...(kept ? { kept } : {}),
        };
    } else if (request.intent === 'rebuild') {
      const { adds, removes } = plan.effects;
      return { type: 'built', action: request.action, adds, removes };
    }
    const answer =
      look(request, system.read(), packages, system.marker.hostName) ??
      (await import('./look-machine.ts')).lookAtMachine(request, system, dependencies, world);
    if (!answer) throw new InternalError(`${request.intent} has no answer`);
    return answer;
  }

  async function* runChange(
    hash: string,
    requests: readonly Request[],
    signal: AbortSignal,
  ): AsyncGenerator<Progress | Answer> {
    const lock = takeLock(system.layout.lock);
    if ('heldBy' in lock)
      return yield busyWith(system.layout.job, clock.now()) ?? {
        type: 'failed',
        code: 'busy',
        restored: true,
      };
    using _held = lock;
    settlePending(system.layout);
    const { world, preparation } = await prepareNow(requests);
    if (preparation.type === 'answer' || preparation.prepared.plan.hash !== hash) {
      return yield { type: 'failed', code: 'stale-plan', restored: true };
    }
    const { prepared } = preparation;
    const phases = phasesOfChange(prepared);
    const lastsMs = changeMs(prepared.change, prepared.plan.effects.downloadBytes) / options.pace;
    using _told = noteJob(system.layout.job, requests, clock.now() + lastsMs);
    const failure = yield* pass({ phases, lastsMs, leftMs: lastsMs }, failNext, signal);
    signal.throwIfAborted();
    if (failure) return yield failure;
    const fails = failNext === 'unit-failed' ? failingUnit(prepared, world) : undefined;
    if (fails !== undefined) failNext = 'none';
    const { carryOut } = await import('./carry-out.ts');
    yield carryOut(system, prepared, world, clock.now(), fails);
  }

  /** Lets the time of a job pass; fails in the phase where the wanted failure belongs, if it has that. */
  async function* pass(
    pretense: Pretense,
    fail: PracticeOptions['fail'],
    signal: AbortSignal,
  ): AsyncGenerator<Progress, Answer | undefined> {
    for await (const progress of progressOf(pretense, clock, signal)) {
      yield progress;
      if (fail === 'none' || fail === 'unit-failed' || !failsAt(fail, progress, pretense.phases)) continue;
      failNext = 'none';
      const { current } = progress;
      return { type: 'failed', code: fail, restored: true, ...(current ? { subject: current } : {}) };
    }
    return undefined;
  }

  return {
    async plan(requests, signal): Promise<Planned> {
      signal.throwIfAborted();
      try {
        const busy = requests.some(isChange) ? busyWith(system.layout.job, clock.now()) : undefined;
        if (busy) return { type: 'answer', answer: busy };
        const { preparation } = await prepareNow(requests);
        return preparation.type === 'answer'
          ? preparation
          : { type: 'plan', plan: preparation.prepared.plan };
      } catch (error) {
        return { type: 'answer', answer: outcomeOf(error, signal) };
      }
    },

    async *run(plan: Plan, signal: AbortSignal) {
      try {
        signal.throwIfAborted();
        const { world, preparation } = await prepareNow(plan.requests);
        if (preparation.type === 'answer' || isStale(plan, preparation.prepared)) {
          return yield { type: 'failed', code: 'stale-plan', restored: true };
        }
        for await (const news of runLooks(preparation.prepared, world, signal)) {
          yield news;
          if (news.type === 'failed') return;
        }
        if (plan.requests.some(isChange)) yield* runChange(plan.hash, plan.requests, signal);
      } catch (error) {
        yield outcomeOf(error, signal);
      }
    },
  };
}

/** What only looks is true whenever it is asked. */
function isStale(plan: Plan, { plan: now }: Prepared): boolean {
  return plan.risk !== 'look' && plan.hash !== now.hash;
}

/** The work of looking that can fail as it is asked to. */
function isProvoked({ intent }: Request): boolean {
  return intent === 'try_package' || intent === 'rebuild';
}

/** What went wrong before anything was changed, as an answer; errors that are ours or that a person must act on are thrown on. */
function outcomeOf(error: unknown, signal: AbortSignal): Answer {
  if (isAbort(error, signal)) return { type: 'cancelled', restored: true };
  const code = diskTroubleOf(error);
  if (code === undefined) throw error;
  return { type: 'failed', code, restored: true };
}
