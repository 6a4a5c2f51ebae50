import type { Answer, NothingToDo } from '../answer.ts';
import type { GenerationRef, Request } from '../request.ts';
import { pinned } from '../which-generation.ts';
import { type Change, noChange, nothing } from './change.ts';
import { noSuchGeneration } from './change-generations.ts';
import { noSuchService } from './change-settings.ts';
import { contradictionAmong } from './contradiction.ts';
import { noSuchPackage } from './near-names.ts';
import { mixesOwn } from './own-packages.ts';
import { changes } from './what-changes.ts';
import { withRequest } from './with-request.ts';
import type { SystemGeneration, World } from './world.ts';

/** Where requests lead together, or the answer that makes that needless or impossible. */
export type Folded =
  | {
      type: 'folded';
      change: Change;
      /** Those that are not needless, in the order they were said; generations are named by number. */
      wanted: readonly Request[];
      needless: readonly NothingToDo[];
    }
  | { type: 'answer'; answer: Answer };

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

/** `isDamaged`: something was found that can be repaired. */
export function foldRequests(asked: readonly Request[], world: World, isDamaged: boolean): Folded {
  const requests: Request[] = [];
  for (const request of asked) {
    const known = pinned(request, world);
    if (known.type === 'answer') return known;
    requests.push(known.request);
  }
  const contrary = contradictionAmong(requests, world.settings);
  if (contrary)
    return { type: 'answer', answer: { type: 'failed', code: 'contradiction', restored: true, ...contrary } };

  const answerOf = (request: Request, change: Change) => withOne(request, change, world, isDamaged);
  const change = noChange(world);
  const needless: NothingToDo[] = [];
  let first: NothingToDo | undefined;
  const dropped = new Set<Request>();
  for (const request of inOrder(requests)) {
    const answer = answerOf(request, change);
    if (answer?.type === 'nothing-to-do') {
      // What another part of the sentence takes care of is not needless for those who asked for both.
      const alone = answerOf(request, noChange(world));
      if (alone?.type === 'nothing-to-do') needless.push(alone);
      first ??= answer;
      dropped.add(request);
    } else if (answer) return { type: 'answer', answer };
  }
  if (mixesOwn(change))
    return { type: 'answer', answer: { type: 'failed', code: 'not-together', restored: true } };
  const wanted = requests.filter((request) => !dropped.has(request));
  if (wanted.length === 0 && first) return { type: 'answer', answer: first };
  return { type: 'folded', change, wanted, needless };
}

function inOrder(requests: readonly Request[]): Request[] {
  const rank = ({ intent }: Request) => ORDER[intent] ?? 0;
  return [...requests].sort((a, b) => rank(a) - rank(b));
}

function withOne(request: Request, change: Change, world: World, isDamaged: boolean): Answer | undefined {
  if (request.intent === 'repair_system' && !isDamaged) return nothing('nothing-to-repair');
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
