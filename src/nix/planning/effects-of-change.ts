import type { PlanEffects } from '../plan.ts';
import type { Request } from '../request.ts';
import { type Change, runningAfter } from './change.ts';
import { optionChanges } from './option-changes.ts';
import { changeOf } from './settings.ts';
import { runningOf, unitEffects } from './units.ts';
import { changes, isBuildOnly } from './what-changes.ts';
import type { Garbage, World } from './world.ts';

type EffectsOfChange = Pick<
  PlanEffects,
  'services' | 'options' | 'deletes' | 'from' | 'to' | 'returnsTo' | 'undoable' | 'loses'
>;

/** What a change does to services, options and generations, and whether that can be undone; not what it fetches and builds. */
export function effectsOfChange(change: Change, wanted: readonly Request[], world: World): EffectsOfChange {
  const services = servicesOf(change, world);
  const options = change.moves
    ? optionChanges(changeOf(world.current.settings()), change, change.named, world)
    : [];
  const loses = lossOf(change, world);
  const restarts = [...change.units.values()].includes('restart');
  return {
    ...(services ? { services } : {}),
    ...(options.length > 0 ? { options } : {}),
    ...(change.deletes.length > 0 ? { deletes: change.deletes } : {}),
    ...endsOf(change, wanted, world),
    undoable: loses.length === 0 && change.deletes.length === 0 && !change.repairs && !restarts,
    ...(loses.length > 0
      ? { loses: { paths: loses.length, bytes: loses.reduce((sum, { bytes }) => sum + bytes, 0) } }
      : {}),
  };
}

function servicesOf(change: Change, world: World): PlanEffects['services'] {
  const before = runningOf(world.enabled, world.units);
  const effects = unitEffects(before, runningAfter(change, world), change.units);
  return Object.values(effects).every(({ length }) => length === 0) ? undefined : effects;
}

/** What cannot be had back: the garbage that is collected, and what only the deleted generations need. */
function lossOf(change: Change, world: World): readonly Garbage[] {
  if (change.collects || change.deletes.length === 0) return change.garbage;
  const already = new Set(world.garbage().map(({ name }) => name));
  return world.garbage(new Set(change.deletes)).filter(({ name }) => !already.has(name));
}

/** The generations between which the profile moves. */
function endsOf(
  change: Change,
  wanted: readonly Request[],
  { current, generations }: World,
): Pick<PlanEffects, 'from' | 'to' | 'returnsTo'> {
  if (!change.moves || change.activation === 'test' || wanted.filter(changes).every(isBuildOnly)) return {};
  const { existing, returnedTo } = change;
  return {
    from: { number: current.number, madeAt: current.madeAt },
    to: existing
      ? { number: existing.number, madeAt: existing.madeAt }
      : { number: (generations[0]?.number ?? 0) + 1 },
    ...(returnedTo && !existing
      ? { returnsTo: { number: returnedTo.number, madeAt: returnedTo.madeAt } }
      : {}),
  };
}
