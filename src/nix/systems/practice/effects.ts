import type { PlanEffects } from '../../plan.ts';
import type { Request } from '../../request.ts';
import { type Change, runningAfter } from './change.ts';
import { durationsOf } from './estimate.ts';
import type { Software } from './records.ts';
import { asOne, changeOf, presentValue, type SettingsChange } from './settings.ts';
import { packagePath } from './store.ts';
import { runningOf, unitEffects } from './units.ts';
import { changes, isBuildOnly } from './what-changes.ts';
import type { Garbage, World } from './world.ts';

export interface Planning {
  change: Change;
  software: Software;
  wanted: readonly Request[];
  world: World;
  /** Packages that are to be repaired are fetched anew. */
  damaged: readonly { attribute?: string }[];
  isHere: (path: string) => boolean;
  pace: number;
}

/** What carrying out a change would do. */
export function effectsOf(planning: Planning): PlanEffects {
  const { change, software, wanted, world } = planning;
  const packages = packageEffects(change, software, world);
  const services = servicesOf(change, world);
  const options = change.moves
    ? optionChanges(changeOf(world.current.settings()), change, change.named, world)
    : [];
  const downloadBytes = bytesToFetch(planning, packages);
  const loses = lossOf(change, world);
  const restarts = [...change.units.values()].includes('restart');
  const durations = durationsOf(change, wanted, downloadBytes);
  return {
    ...packages,
    ...(services ? { services } : {}),
    ...(options.length > 0 ? { options } : {}),
    ...(change.deletes.length > 0 ? { deletes: change.deletes } : {}),
    downloadBytes,
    builds: change.moves && !change.existing ? 1 : 0,
    ...endsOf(change, wanted, world),
    estimateMs: Math.round((durations.looksMs + durations.changeMs) / planning.pace),
    goesOnline: downloadBytes > 0 || wanted.some(({ intent }) => intent === 'check_updates'),
    undoable: loses.length === 0 && change.deletes.length === 0 && !change.repairs && !restarts,
    ...(loses.length > 0
      ? { loses: { paths: loses.length, bytes: loses.reduce((sum, { bytes }) => sum + bytes, 0) } }
      : {}),
  };
}

type PackageEffects = Pick<PlanEffects, 'adds' | 'removes' | 'upgrades'>;

function packageEffects(change: Change, software: Software, world: World): PackageEffects {
  if (!change.moves) return { adds: [], removes: [], upgrades: [] };
  return compareSoftware(world.current.software, software);
}

export function compareSoftware(from: Software, to: Software): PackageEffects {
  const before = new Map(from.map((entry) => [entry.attribute, entry.version]));
  const after = new Set(to.map(({ attribute }) => attribute));
  return {
    adds: to.filter(({ attribute }) => !before.has(attribute)).map(({ attribute }) => attribute),
    removes: from.filter(({ attribute }) => !after.has(attribute)).map(({ attribute }) => attribute),
    upgrades: to.flatMap(({ attribute, version }) => {
      const old = before.get(attribute) ?? version;
      return old === version ? [] : [{ attribute, from: old, to: version }];
    }),
  };
}

function servicesOf(change: Change, world: World): PlanEffects['services'] {
  const before = runningOf(world.enabled, world.units);
  const effects = unitEffects(before, runningAfter(change, world), change.units);
  return Object.values(effects).every(({ length }) => length === 0) ? undefined : effects;
}

/** Options that differ; what enables a service is told by the service, unless it was asked for by its option. */
export function optionChanges(
  from: SettingsChange,
  to: SettingsChange,
  named: ReadonlySet<string>,
  { settings }: Pick<World, 'settings'>,
): NonNullable<PlanEffects['options']>[number][] {
  const paths = new Set([...from.options.keys(), ...to.options.keys(), ...named]);
  return [...paths].sort().flatMap((option) => {
    const before = asOne(presentValue(option, from, settings));
    const after = asOne(presentValue(option, to, settings));
    if (before === after) return [];
    return [{ option, ...(before === undefined ? {} : { from: before }), to: after ?? '' }];
  });
}

function bytesToFetch(planning: Planning, { adds, upgrades }: PackageEffects): number {
  const { change, software, wanted, world, damaged, isHere } = planning;
  const after = new Map(software.map((entry) => [entry.attribute, entry.path]));
  const changed = [...adds, ...upgrades.map(({ attribute }) => attribute)];
  const fetched = changed.filter((attribute) => !isHere(after.get(attribute) ?? ''));
  for (const request of wanted) {
    const found = request.intent === 'try_package' ? world.byAttribute(request.package) : undefined;
    if (found && !isHere(packagePath(found, change.revision))) fetched.push(found.attribute);
  }
  if (change.repairs) fetched.push(...damaged.flatMap(({ attribute }) => attribute ?? []));
  return fetched.reduce((sum, attribute) => sum + (world.byAttribute(attribute)?.downloadBytes ?? 0), 0);
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
