import { InternalError } from '#base/errors.ts';
import type { Nix, NixOptions } from '../../nix.ts';
import { NO_EFFECTS, type Plan } from '../../plan.ts';
import { planHash } from '../../planning/plan-hash.ts';
import type { Request } from '../../request.ts';
import type { NixDependencies } from '../index.ts';
import { nixWithRestart } from '../restarting.ts';
import { look, publicGeneration } from './look.ts';
import { practiceMachine } from './machine.ts';
import { openSystem } from './open-system.ts';

type PracticeOptions = Extract<NixOptions, { kind: 'practice' }>;

/** What is answered from the profile alone, so that asking for it needs none of the code that plans. */
const AT_ONCE: ReadonlySet<Request['intent']> = new Set([
  'list_generations',
  'list_installed',
  'search_packages',
  'system_info',
]);

/** A miniature system on disk: everything is as on a real one, only smaller, and nothing outside its folder changes. */
export async function practiceNix(options: PracticeOptions, dependencies: NixDependencies): Promise<Nix> {
  const { clock, packages } = dependencies;
  const directory = options.directory ?? dependencies.directory;
  const system = await openSystem(directory, packages, clock.now());
  let work: Pick<Nix, 'plan' | 'run'> | undefined;
  const planned = async () => {
    const { plannedWork } = await import('./planned-work.ts');
    work ??= plannedWork(system, options, dependencies);
    return work;
  };

  const nix: Nix = {
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

    async plan(requests, signal) {
      signal.throwIfAborted();
      if (isAnsweredAtOnce(requests)) return { type: 'plan', plan: planOfLooks(requests) };
      return (await planned()).plan(requests, signal);
    },

    async *run(plan, signal) {
      if (!isAnsweredAtOnce(plan.requests)) return yield* (await planned()).run(plan, signal);
      for (const request of plan.requests) {
        if (signal.aborted) return yield { type: 'cancelled', restored: true };
        const answer = look(request, system.read(), packages, system.marker.hostName);
        if (!answer) throw new InternalError(`${request.intent} is not answered at once`);
        yield answer;
      }
    },
  };
  return nixWithRestart(nix, practiceMachine(system, clock));
}

function isAnsweredAtOnce(requests: readonly Request[]): boolean {
  return requests.every(({ intent }) => AT_ONCE.has(intent));
}

function planOfLooks(requests: readonly Request[]): Plan {
  return {
    hash: planHash({ requests }),
    system: 'practice',
    requests,
    risk: 'look',
    effects: NO_EFFECTS,
  };
}
