import type { Answer } from '../../answer.ts';
import type { Plan, Planned } from '../../plan.ts';
import { type Change, runningAfter } from '../../planning/change.ts';
import { foldRequests } from '../../planning/fold-requests.ts';
import { noSuchPackage } from '../../planning/near-names.ts';
import { planHash } from '../../planning/plan-hash.ts';
import { riskOfPlan } from '../../planning/risk-of-plan.ts';
import { contradictionIn } from '../../planning/settings.ts';
import type { Software, World } from '../../planning/world.ts';
import type { Request } from '../../request.ts';
import type { Damage } from './damage.ts';
import { effectsOf } from './effects.ts';
import { softwareEntry } from './store.ts';

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

/**
 * What requests do together; the plan names by number what they tell of generations. The same requests on the same state give the same hash in every process.
 * A needless part is left out; when nothing is left, or a part cannot be, that is the answer.
 */
export function prepare(asked: readonly Request[], surroundings: Surroundings): Preparation {
  const { world, damaged } = surroundings;
  const refused = (subject: string): Preparation => ({
    type: 'answer',
    answer: { type: 'failed', code: 'evaluation-failed', subject, restored: true },
  });
  const folded = foldRequests(asked, world, damaged.length > 0);
  if (folded.type === 'answer') return folded;
  const { change, wanted, needless } = folded;
  const software = softwareOf(change, world);
  if ('type' in software) return { type: 'answer', answer: software };
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
    risk: riskOfPlan(wanted, effects),
    effects: needless.length > 0 ? { ...effects, needless } : effects,
  };
  return { type: 'prepared', prepared: { plan, change, software, damaged } };
}

/** What the catalogue no longer has stays as it is installed; what nobody ever had is an answer. */
function softwareOf(change: Change, world: World): Software | Answer {
  if (change.existing) return change.existing.software;
  const software: Software[number][] = [];
  for (const attribute of [...change.packages].sort()) {
    const found = world.byAttribute(attribute);
    const kept = world.current.software.find((entry) => entry.attribute === attribute);
    if (found) software.push(softwareEntry(found, change.revision));
    else if (kept) software.push(kept);
    else return noSuchPackage(attribute, world);
  }
  return software;
}
