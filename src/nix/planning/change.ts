import type { NothingToDo } from '../answer.ts';
import { areSame, changeOf, type SettingsChange } from './settings.ts';
import { runningOf } from './units.ts';
import type { Garbage, SystemGeneration, World } from './world.ts';

/** Where a change leads, before anything is made: folded from its requests one after the other. */
export interface Change extends SettingsChange {
  packages: Set<string>;
  revision: number;
  /** Updates may take longer. */
  updates: boolean;
  /** Set while the outcome is exactly a generation that exists. */
  existing?: SystemGeneration;
  /** The generation that was returned to, whatever is changed on top of it. */
  returnedTo?: SystemGeneration;
  /** Whether anything moves the profile. */
  moves: boolean;
  activation: 'switch' | 'boot' | 'test';
  undoes: boolean;
  /** Services that are started, stopped or restarted by name. */
  units: Map<string, 'start' | 'stop' | 'restart'>;
  /** What becomes of packages in the own profile of who asks. */
  ownPackages: Map<string, 'install' | 'remove'>;
  /** Options that were asked for by name. */
  named: Set<string>;
  deletes: readonly number[];
  repairs: boolean;
  collects: boolean;
  /** What is deleted, when garbage is collected. */
  garbage: readonly Garbage[];
}

export function noChange({ config }: World): Change {
  return {
    ...changeOf(config),
    packages: new Set<string>(config.packages),
    revision: config.revision,
    updates: false,
    moves: false,
    activation: 'switch',
    undoes: false,
    units: new Map(),
    ownPackages: new Map(),
    named: new Set(),
    deletes: [],
    repairs: false,
    collects: false,
    garbage: [],
  };
}

/** Whether the managed configuration, which people may edit, is what the profile has. */
export function isConfigApplied({ config, current }: Pick<World, 'config' | 'current'>): boolean {
  return (
    config.packages.length === current.packages.length &&
    config.packages.every((name) => current.packages.includes(name)) &&
    areSame(config, current.settings())
  );
}

/** Services that run when the change is made. */
export function runningAfter(change: Change, world: World): Set<string> {
  const activates = change.moves && change.activation !== 'boot';
  const running = activates ? new Set(change.services) : runningOf(world.enabled, world.units);
  for (const [unit, order] of change.units) {
    if (order === 'stop') running.delete(unit);
    else running.add(unit);
  }
  return running;
}

/** The change leads to a system that does not exist yet. */
export function moved(change: Change): undefined {
  delete change.existing;
  change.moves = true;
}

export function nothing(why: NothingToDo['why'], subject?: string): NothingToDo {
  return subject === undefined ? { type: 'nothing-to-do', why } : { type: 'nothing-to-do', why, subject };
}
