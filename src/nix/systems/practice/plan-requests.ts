import type { Answer, NothingToDo } from '../../answer.ts';
import type { Plan, PlanEffects, Planned } from '../../plan.ts';
import type { GenerationRef } from '../../request.ts';
import { highestRisk, type Request, type Risk } from '../../request.ts';
import { pinned } from '../../which-generation.ts';
import { type Change, noChange, nothing, runningAfter } from './change.ts';
import { noSuchGeneration } from './change-generations.ts';
import { noSuchService } from './change-settings.ts';
import { contradictionAmong } from './contradiction.ts';
import type { Damage } from './damage.ts';
import { effectsOf } from './effects.ts';
import { planHash } from './plan-hash.ts';
import type { SystemGeneration } from './read-system.ts';
import type { Software } from './records.ts';
import { contradictionIn } from './settings.ts';
import { softwareEntry } from './store.ts';
import { changes } from './what-changes.ts';
import { noSuchPackage, withRequest } from './with-request.ts';
import type { World } from './world.ts';

/** A plan with what carrying it out needs. */
export interface Prepared {
  plan: Plan;
  change: Change;
  /** What will be installed. */
  software: Software;
  /** Store paths that are damaged; looked for only when they are to be repaired. */
  damaged: readonly Damage[];
}

interface Surroundings {
  world: World;
  damaged: readonly Damage[];
  isHere: (path: string) => boolean;
  pace: number;
}

export type Preparation = { type: 'prepared'; prepared: Prepared } | Extract<Planned, { type: 'answer' }>;

/** Tries of more than this ask first. */
const LARGE_TRY_BYTES = 200_000_000;

/** What is done first, whatever the order it was said in. The rest is in the order of the request. */
const ORDER: Partial<Record<Request['intent'], number>> = {
  rollback: -3,
  edit_undo: -3,
  update_system: -2,
  rebuild: -1,
  service_start: 1,
  service_stop: 1,
  service_restart: 1,
  repair_system: 2,
  delete_generations: 3,
  collect_garbage: 4,
};

/**
 * What requests do together; the plan names by number what they tell of generations. The same requests on the same state give the same hash in every process.
 * A needless part is left out; when nothing is left, or a part cannot be, that is the answer.
 */
export function prepare(asked: readonly Request[], surroundings: Surroundings): Preparation {
  const { world, damaged } = surroundings;
  const requests: Request[] = [];
  for (const request of asked) {
    const known = pinned(request, world);
    if (known.type === 'answer') return known;
    requests.push(known.request);
  }
  const refused = (subject: string): Preparation => ({
    type: 'answer',
    answer: { type: 'failed', code: 'evaluation-failed', subject, restored: true },
  });
  const contrary = contradictionAmong(requests, world.settings);
  if (contrary)
    return { type: 'answer', answer: { type: 'failed', code: 'contradiction', restored: true, ...contrary } };

  const change = noChange(world);
  const needless: NothingToDo[] = [];
  let first: NothingToDo | undefined;
  const dropped = new Set<Request>();
  for (const request of inOrder(requests)) {
    const answer = answerOf(request, change, surroundings);
    if (answer?.type === 'nothing-to-do') {
      // What another part of the sentence takes care of is not needless for those who asked for both.
      const alone = answerOf(request, noChange(world), surroundings);
      if (alone?.type === 'nothing-to-do') needless.push(alone);
      first ??= answer;
      dropped.add(request);
    } else if (answer) return { type: 'answer', answer };
  }
  const wanted = requests.filter((request) => !dropped.has(request));
  if (wanted.length === 0 && first) return { type: 'answer', answer: first };
  const software = softwareOf(change, world);
  if (!Array.isArray(software)) return { type: 'answer', answer: software };
  const contradiction =
    change.moves && !change.existing ? contradictionIn(change, world.settings) : undefined;
  if (contradiction !== undefined) return refused(contradiction);

  const effects = effectsOf({ change, software, wanted, ...surroundings });
  const base = {
    current: world.current.number,
    toplevel: world.current.toplevel,
    target: change.existing?.toplevel,
    config: world.config,
    garbage: change.garbage,
    running: [...runningAfter(change, world)].sort(),
    damaged: damaged.map(({ name }) => name),
  };
  const plan: Plan = {
    hash: planHash({ requests: wanted, effects, base }),
    system: 'practice',
    requests: wanted,
    risk: riskOfAll(wanted, effects),
    effects: needless.length > 0 ? { ...effects, needless } : effects,
  };
  return { type: 'prepared', prepared: { plan, change, software, damaged } };
}

/** What happens may ask for more than what was said: a service can be stopped by setting an option. */
function riskOfAll(wanted: readonly Request[], effects: PlanEffects): Risk {
  const risk = highestRisk(wanted);
  if (risk === 'look') {
    const tries = wanted.some(({ intent }) => intent === 'try_package');
    return tries && effects.downloadBytes > LARGE_TRY_BYTES ? 'change' : 'look';
  }
  const stops = effects.services?.stops ?? [];
  return risk === 'change' && stops.length > 0 ? 'risky' : risk;
}

function inOrder(requests: readonly Request[]): Request[] {
  const rank = ({ intent }: Request) => ORDER[intent] ?? 0;
  return [...requests].sort((a, b) => rank(a) - rank(b));
}

function answerOf(request: Request, change: Change, { world, damaged }: Surroundings): Answer | undefined {
  if (request.intent === 'repair_system' && damaged.length === 0) return nothing('nothing-to-repair');
  return changes(request) ? withRequest(change, request, world) : lookProblem(request, world);
}

/** Why a look cannot be answered. */
function lookProblem(request: Request, world: World): Answer | undefined {
  switch (request.intent) {
    case 'package_info':
    case 'try_package':
      return world.byAttribute(request.package) ? undefined : noSuchPackage(request.package, world);
    case 'service_status':
    case 'service_logs':
      return world.settings.service(request.service) ? undefined : noSuchService(request.service, world);
    case 'compare_generations': {
      for (const ref of [request.from, request.to]) {
        if (generationAt(ref, world)) continue;
        return ref.kind === 'number' ? noSuchGeneration(ref.number, world) : nothing('no-older-generation');
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

/** A date is a number by now. */
export function generationAt(
  ref: GenerationRef,
  { generations, current }: Pick<World, 'generations' | 'current'>,
): SystemGeneration | undefined {
  switch (ref.kind) {
    case 'current':
      return current;
    case 'previous':
      return generations.find(({ number }) => number < current.number);
    case 'number':
      return generations.find(({ number }) => number === ref.number);
    case 'date':
      return undefined;
  }
}

/** What the catalogue no longer has stays as it is installed; what nobody ever had is an answer. */
function softwareOf(change: Change, world: World): Software | Answer {
  if (change.existing) return change.existing.software;
  const software: Software = [];
  for (const attribute of [...change.packages].sort()) {
    const found = world.byAttribute(attribute);
    const kept = world.current.software.find((entry) => entry.attribute === attribute);
    if (found) software.push(softwareEntry(found, change.revision));
    else if (kept) software.push(kept);
    else return noSuchPackage(attribute, world);
  }
  return software;
}
