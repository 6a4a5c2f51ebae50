import type { Catalogue } from '#catalogue/catalogue.ts';
import type { ManagedConfig } from '../../managed-config.ts';
import { nearNames } from '../../planning/near-names.ts';
import type { Units } from '../../planning/units.ts';
import type { Garbage, World } from '../../planning/world.ts';
import { protectedGenerations } from '../../protected-generations.ts';
import { type LocalGeneration, type LocalState, optionsWithoutServices, unitsOf } from './read-local.ts';
import type { UndoRecord } from './records.ts';

/** The world that requests are planned against on a real system. */
export interface LocalWorld extends World {
  generations: readonly LocalGeneration[];
  current: LocalGeneration;
  /** The managed file as it is. */
  managed: ManagedConfig;
  undo: UndoRecord;
}

/** What was read of a system at one moment. */
export interface LocalReadings {
  now: number;
  state: LocalState;
  managed: ManagedConfig;
  own: World['own'];
  undo: UndoRecord;
  units: Units;
  garbage: (gone: ReadonlySet<number>) => readonly Garbage[];
}

/** Revisions of the inputs: what is there, and what an update would bring. */
const PRESENT = 0;
const UPDATED = 1;

export function localWorld(readings: LocalReadings, { packages, settings }: Catalogue): LocalWorld {
  const { now, state, managed, own, undo, units, garbage } = readings;
  const { generations, current } = state;
  const booted = new Set(generations.filter((one) => one.booted || one.active).map(({ number }) => number));
  return {
    now,
    generations,
    current,
    managed,
    booted,
    newest: newestOf(generations, booted),
    config: configured(current, managed, settings),
    own,
    isApplied: () => false,
    undo: current.active ? withoutTries(undo) : undo,
    enabled: new Set(unitsOf(state.active ?? current.toplevel)),
    units,
    newestRevision: UPDATED,
    revisionOf: () => PRESENT,
    byAttribute: (attribute) => packages.byAttribute(attribute),
    settings,
    near: nearNames(packages, settings),
    garbage: (gone = new Set()) => garbage(gone),
  };
}

/** What nobody may delete, the helper neither, besides the generations in use. */
function newestOf(generations: readonly LocalGeneration[], booted: ReadonlySet<number>): ReadonlySet<number> {
  const profile = {
    numbers: generations.map(({ number }) => number).sort((a, b) => a - b),
    current: generations.find(({ current }) => current)?.number,
    toplevelOf: new Map(generations.map(({ number, toplevel }) => [number, toplevel])),
  };
  const inUse = generations.filter(({ number }) => booted.has(number)).map(({ toplevel }) => toplevel);
  return protectedGenerations(profile, inUse).difference(booted);
}

/** A start ends what was tried last, and so does any activation. */
function withoutTries(undo: UndoRecord): UndoRecord {
  return undo.slice(0, undo.findLastIndex(({ tried }) => !tried) + 1);
}

/** What is there by hand, and what the managed file says of it now. */
function configured(
  current: LocalGeneration,
  managed: ManagedConfig,
  settings: Catalogue['settings'],
): World['config'] {
  const told = new Set<string>(Object.keys(current.told?.packages ?? {}));
  const byHand = current.packages.filter((attribute) => !told.has(attribute));
  const options: Record<string, unknown> = managed.options;
  const services = settings.services.filter(({ unit, option }) => {
    const said = options[option];
    return typeof said === 'boolean' ? said : current.settings().services.includes(unit);
  });
  return {
    packages: [...new Set([...byHand, ...managed.packages])].sort(),
    services: services.map(({ unit }) => unit),
    options: optionsWithoutServices(managed.options, settings),
    revision: PRESENT,
  };
}
