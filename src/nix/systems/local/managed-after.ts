import type { Attribute } from '../../attribute.ts';
import { EMPTY_CONFIG, type ManagedConfig, type ManagedValue } from '../../managed-config.ts';
import type { OptionPath } from '../../names.ts';
import type { Change } from '../../planning/change.ts';
import type { Configured, SystemSettings } from '../../planning/world.ts';
import type { LocalGeneration } from './read-local.ts';
import type { LocalWorld } from './world.ts';

/** The managed file that a change wants, or what of it is written by hand, where we change nothing. */
export type ManagedAfter =
  | {
      type: 'managed';
      config: ManagedConfig;
      /** Options that are set anew, as a whole. */
      sets: ReadonlyMap<OptionPath, ManagedValue>;
    }
  | { type: 'by-hand'; package: string };

/** What a change goes on from: the system as it is, or the generation that is returned to. */
interface Base extends SystemSettings {
  packages: readonly string[];
  managed: ManagedConfig;
}

export function managedAfter(change: Change, world: LocalWorld): ManagedAfter {
  const base = baseOf(change, world);
  const [stubborn] = base.packages.filter(
    (name) => !change.packages.has(name) && !base.managed.packages.includes(name as Attribute),
  );
  if (stubborn !== undefined) return { type: 'by-hand', package: stubborn };
  const added = [...change.packages].filter((name) => !base.packages.includes(name));
  const kept = base.managed.packages.filter((name) => change.packages.has(name));
  const sets = new Map([...servicesSet(change, base, world), ...optionsSet(change, base)]);
  return {
    type: 'managed',
    config: {
      version: 1,
      packages: [...kept, ...(added as Attribute[])],
      options: { ...base.managed.options, ...Object.fromEntries(sets) },
    },
    sets,
  };
}

/** The managed file that a generation was made from; the present one for a generation that tells of none. */
export function managedOf({ told }: LocalGeneration, present: ManagedConfig): ManagedConfig {
  if (!told) return present;
  return { ...EMPTY_CONFIG, packages: Object.keys(told.packages) as Attribute[], options: told.options };
}

function baseOf({ returnedTo }: Change, { config, managed, generations }: LocalWorld): Base {
  const target = generations.find(({ number }) => number === returnedTo?.number);
  if (!target) return { ...(config satisfies Configured), managed };
  return { packages: target.packages, ...target.settings(), managed: managedOf(target, managed) };
}

function servicesSet(
  change: Change,
  base: Base,
  { settings }: LocalWorld,
): (readonly [OptionPath, ManagedValue])[] {
  return settings.services.flatMap(({ unit, option }) => {
    const wanted = change.services.has(unit);
    return wanted === base.services.includes(unit) ? [] : [[option as OptionPath, wanted] as const];
  });
}

function optionsSet(change: Change, base: Base): (readonly [OptionPath, ManagedValue])[] {
  const before = new Map(Object.entries(base.options));
  return [...change.options].flatMap(([path, value]) =>
    JSON.stringify(before.get(path)) === JSON.stringify(value) ? [] : [[path as OptionPath, value] as const],
  );
}
