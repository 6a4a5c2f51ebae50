import type { Answer } from '../../answer.ts';
import type { Attribute } from '../../attribute.ts';
import { packageByHand } from '../../configuration/by-hand.ts';
import { readManaged } from '../../configuration/managed-file.ts';
import { EMPTY_CONFIG, type ManagedConfig, managedText } from '../../managed-config.ts';
import type { Plan } from '../../plan.ts';
import type { Change } from '../../planning/change.ts';
import { foldRequests } from '../../planning/fold-requests.ts';
import { planHash } from '../../planning/plan-hash.ts';
import { riskOfPlan } from '../../planning/risk-of-plan.ts';
import { contradictionIn } from '../../planning/settings.ts';
import { changes } from '../../planning/what-changes.ts';
import type { ContentHash } from '../../privileged.ts';
import type { Expected } from '../../rebuild/progress-state.ts';
import type { Request } from '../../request.ts';
import { localEffects } from './effects.ts';
import { estimateOf } from './estimate.ts';
import { evaluateAfter, type SystemAfter } from './evaluate-after.ts';
import type { Wanted } from './evaluate-copy.ts';
import { evaluateForMe } from './evaluate-for-me.ts';
import { findGarbage } from './garbage.ts';
import type { LocalSystem } from './local-system.ts';
import { managedAfter, managedOf } from './managed-after.ts';
import { managedDamage } from './managed-damage.ts';
import { readWorld } from './read-world.ts';
import { recipesOf, withComingServices } from './recipes.ts';
import { evaluateTry, type TriedPackage } from './try-package.ts';
import type { LocalWorld } from './world.ts';

/** A plan with what carrying it out needs. */
export interface Prepared {
  plan: Plan;
  change: Change;
  world: LocalWorld;
  /** The managed file as it is, by its bytes. */
  managedHash: ContentHash;
  /** And as it shall be; absent when it is left alone. */
  managedAfter: ManagedConfig | undefined;
  /** What is wanted of the configuration; absent when nothing is built. */
  wish: Wanted | undefined;
  /** What will be built; absent when nothing is, or when that cannot be told yet. */
  after: SystemAfter | undefined;
  /** Packages that are fetched or built besides: to be tried, or just for who asks. */
  tries: readonly TriedPackage[];
  estimate: Expected;
}

export type Preparation = { type: 'prepared'; prepared: Prepared } | { type: 'answer'; answer: Answer };

/**
 * What requests do together on a real system. Nothing but our own files is changed by it, and nothing fetched but what an
 * update would bring; the same state gives the same hash.
 */
export async function prepare(
  asked: readonly Request[],
  system: LocalSystem,
  signal: AbortSignal,
): Promise<Preparation> {
  const found = readManaged(system.places);
  const damage = managedDamage(found);
  if (damage && asked.some(changes)) return refused({ type: 'failed', restored: true, ...damage });
  // Who only looks is told what there is.
  const read = found.type === 'damaged' ? { ...found, config: EMPTY_CONFIG } : found;
  const world = await readWorld(asked, read.config, system, signal);
  // Whether anything is damaged takes minutes to find out: that is part of the work.
  const folded = foldRequests(asked, world, true);
  if (folded.type === 'answer') return folded;
  const { change, wanted, needless } = folded;
  const contrary = change.moves && !change.existing ? contradictionIn(change, world.settings) : undefined;
  if (contrary !== undefined)
    return refused({ type: 'failed', code: 'evaluation-failed', subject: contrary, restored: true });

  let after: SystemAfter | undefined;
  let managed: ManagedConfig | undefined;
  let wish: Wanted | undefined;
  let isBlind = false;
  if (change.moves && !change.existing) {
    const next = managedAfter(change, world);
    if (next.type === 'by-hand') return byHand(next.package, system);
    const isWish = managedText(next.config) !== managedText(read.config);
    const { config, sets } = next;
    const { updates } = change;
    wish = { managed: config, isWish, sets, updates, offline: !updates };
    const evaluated = await evaluateAfter(wish, system, signal);
    if (evaluated.type === 'answer') return evaluated;
    if (evaluated.type === 'system') {
      if (isApplied(evaluated, change, world)) return refused({ type: 'nothing-to-do', why: 'up-to-date' });
      after = evaluated;
    } else isBlind = true;
    managed = config;
  } else if (change.existing) {
    const target = world.generations.find(({ number }) => number === change.existing?.number);
    if (target) managed = managedOf(target, read.config);
  }
  const tries: TriedPackage[] = [];
  for (const request of wanted) {
    if (request.intent !== 'try_package') continue;
    const tried = await evaluateTry(request.package, true, system, signal);
    if (tried.type === 'answer') return tried;
    if (tried.type === 'unknown') isBlind = true;
    else tries.push(tried);
  }
  for (const [attribute, what] of change.ownPackages) {
    if (what === 'remove') continue;
    const found = await evaluateForMe(attribute as Attribute, system, signal);
    if (found.type === 'answer') return found;
    if (found.type === 'unknown') isBlind = true;
    else tries.push(found);
  }

  // Evaluating has made garbage of its own, which would be collected as well.
  if (change.collects && (wish || wanted.some(({ intent }) => intent === 'try_package'))) {
    const coming = [...(after ? [after] : []), ...tries].map(({ derivation }) => derivation);
    change.garbage = (await findGarbage(system, signal))(new Set(change.deletes), coming);
  }

  const recipes = after && recipesOf(after, world.current, system);
  if (recipes) withComingServices(change, recipes, world);
  const planning = { change, wanted, world, after, recipes, tries, isBlind };
  const estimate = await estimateOf(planning, system, signal);
  const effects = localEffects(planning, system, estimate.ms);
  const risk = riskOfPlan(wanted, effects);
  // What was begun and broken off leaves less to fetch and build, of the same.
  const { estimateMs: _, downloadBytes: __, builds: ___, ...binding } = effects;
  const base = {
    risk,
    current: world.current.number,
    toplevel: world.current.toplevel,
    target: change.existing?.toplevel,
    managed: read.hash,
    managedAfter: managed,
    derivation: after?.derivation,
    tries: tries.map(({ derivation }) => derivation),
    collects: change.collects,
  };
  const plan: Plan = {
    hash: planHash({ requests: wanted, effects: binding, base }),
    system: 'local',
    requests: wanted,
    risk,
    effects: needless.length > 0 ? { ...effects, needless } : effects,
  };
  return {
    type: 'prepared',
    prepared: {
      plan,
      change,
      world,
      managedHash: read.hash,
      managedAfter: managed,
      wish,
      after,
      tries,
      estimate,
    },
  };
}

const refused = (answer: Answer): Preparation => ({ type: 'answer', answer });

/** What was built before, and nothing of what is wanted makes it another. */
function isApplied({ toplevel }: SystemAfter, { undoes }: Change, { current }: LocalWorld): boolean {
  return toplevel === current.toplevel && current.active && !undoes;
}

function byHand(attribute: string, { places }: LocalSystem): Preparation {
  const [place] = packageByHand(places, attribute as Attribute);
  return refused({ type: 'failed', code: 'by-hand', subject: attribute, restored: true, ...place });
}
