import { isAbort, NixError } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import type { Answer, FailureCode, Progress } from '../../answer.ts';
import type { Nix, NixOptions } from '../../nix.ts';
import type { Plan, Planned } from '../../plan.ts';
import type { Request } from '../../request.ts';
import type { NixDependencies } from '../index.ts';
import { carryOut } from './carry-out.ts';
import type { World } from './change.ts';
import { hasPending, settlePending } from './commit-change.ts';
import { look, publicGeneration } from './look.ts';
import { type OpenedSystem, openSystem } from './open-system.ts';
import { phasesOf } from './phases.ts';
import { changes, isBuildOnly, type Preparation, type Prepared, prepare } from './plan-requests.ts';
import { progressOf } from './progress.ts';
import { isInStore } from './store.ts';
import { tryFolder } from './try-folder.ts';
import { worldOf } from './world.ts';

type PracticeOptions = Extract<NixOptions, { kind: 'practice' }>;

/** A miniature system on disk: everything is as on a real one, only smaller, and nothing outside its folder changes. */
export async function practiceNix(options: PracticeOptions, dependencies: NixDependencies): Promise<Nix> {
  const { clock, packages } = dependencies;
  const directory = options.directory ?? dependencies.directory;
  const system = openSystem(directory, packages, clock.now());
  const putOnPath = tryFolder();
  let failNext = options.fail;

  const prepareNow = (requests: readonly Request[]): { world: World; preparation: Preparation } => {
    const world = worldOf(system, packages, clock.now());
    return {
      world,
      preparation: prepare(requests, world, (path) => isInStore(system.layout, path), options.pace),
    };
  };

  async function* runLooks(
    { plan, change, software }: Prepared,
    signal: AbortSignal,
  ): AsyncGenerator<Progress | Answer> {
    for (const request of plan.requests) {
      if (request.intent === 'try_package') {
        const found = packages.byAttribute(request.package);
        if (!found) continue;
        const failure = yield* pass({ plan, change, software }, [request], signal);
        yield failure ?? { type: 'tried', package: found, folder: putOnPath(found) };
      } else if (isBuildOnly(request) && request.intent === 'rebuild') {
        const failure = yield* pass({ plan, change, software }, [request], signal);
        const { adds, removes } = plan.effects;
        yield failure ?? { type: 'built', action: request.action, adds, removes };
      } else if (!changes(request)) {
        const answer = look(request, system.read(), packages, system.marker.hostName);
        if (answer) yield answer;
      }
    }
  }

  async function* runChange(
    hash: string,
    requests: readonly Request[],
    signal: AbortSignal,
  ): AsyncGenerator<Progress | Answer> {
    const lock = takeLock(system.layout.lock);
    if ('heldBy' in lock) return yield { type: 'failed', code: 'busy', restored: true };
    using _held = lock;
    settlePending(system.layout);
    const { world, preparation } = prepareNow(requests);
    if (preparation.type === 'answer' || preparation.prepared.plan.hash !== hash) {
      return yield { type: 'failed', code: 'stale-plan', restored: true };
    }
    const { prepared } = preparation;
    const failure = yield* pass(prepared, prepared.plan.requests.filter(changes), signal);
    signal.throwIfAborted();
    yield failure ?? carryOut(system, prepared, world, clock.now());
  }

  /** Lets the time of a job pass; fails in the phase where the wanted failure belongs. */
  async function* pass(
    prepared: Prepared,
    requests: readonly Request[],
    signal: AbortSignal,
  ): AsyncGenerator<Progress, Answer | undefined> {
    const phases = phasesOf(prepared, requests);
    const pretense = { phases, estimateMs: prepared.plan.effects.estimateMs };
    for await (const progress of progressOf(pretense, clock, signal)) {
      yield progress;
      if (failNext !== 'none' && failsIn(failNext, progress, phases)) {
        const code = failNext;
        failNext = 'none';
        return {
          type: 'failed',
          code,
          restored: true,
          ...(progress.current ? { subject: progress.current } : {}),
        };
      }
    }
    return undefined;
  }

  return {
    system: 'practice',
    repairs: system.repairs,

    async facts() {
      const { generations, current } = system.read();
      return {
        installed: current.packages,
        generations: generations.map(publicGeneration),
        current: current.number,
      };
    },

    async plan(requests, signal): Promise<Planned> {
      signal.throwIfAborted();
      const { preparation } = prepareNow(requests);
      return preparation.type === 'answer' ? preparation : { type: 'plan', plan: preparation.prepared.plan };
    },

    async *run(plan: Plan, signal: AbortSignal) {
      try {
        signal.throwIfAborted();
        const { preparation } = prepareNow(plan.requests);
        if (preparation.type === 'answer' || isStale(plan, preparation.prepared)) {
          return yield { type: 'failed', code: 'stale-plan', restored: true };
        }
        for await (const news of runLooks(preparation.prepared, signal)) {
          yield news;
          if (news.type === 'failed') return;
        }
        if (!plan.requests.every((request) => !changes(request) || isBuildOnly(request))) {
          yield* runChange(plan.hash, plan.requests, signal);
        }
      } catch (error) {
        yield outcomeOf(error, system, signal);
      }
    },
  };
}

/** What only looks is true whenever it is asked. */
function isStale(plan: Plan, { plan: now }: Prepared): boolean {
  return plan.risk !== 'look' && plan.hash !== now.hash;
}

function failsIn(
  fail: PracticeOptions['fail'],
  progress: Progress,
  phases: readonly { phase: string }[],
): boolean {
  if (progress.done * 2 < progress.total - 1) return false;
  const wanted = fail === 'no-network' ? 'downloading' : 'building';
  const has = phases.some(({ phase }) => phase === wanted);
  return progress.phase === (has ? wanted : phases.at(-1)?.phase);
}

/** What went wrong, as an answer; errors that are ours or that a person must act on are thrown on. */
function outcomeOf(error: unknown, system: OpenedSystem, signal: AbortSignal): Answer {
  if (isAbort(error, signal)) return { type: 'cancelled', restored: true };
  const code = DISK_FAILURES[(error as NodeJS.ErrnoException).code ?? ''];
  if (code === undefined) throw error;
  return { type: 'failed', code, restored: takenBack(system) };
}

const DISK_FAILURES: Readonly<Record<string, FailureCode>> = {
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EACCES: 'unwritable',
  EPERM: 'unwritable',
  EROFS: 'unwritable',
};

/** Whether the system is as it was before the disk failed; if not now, then when it is opened again. */
function takenBack({ layout }: OpenedSystem): boolean {
  // Nothing that counts is touched before it is written down.
  if (!hasPending(layout)) return true;
  try {
    const lock = takeLock(layout.lock);
    if ('heldBy' in lock) return false;
    using _held = lock;
    settlePending(layout);
    return true;
  } catch (error) {
    if (error instanceof NixError || 'code' in (error as object)) return false;
    throw error;
  }
}
