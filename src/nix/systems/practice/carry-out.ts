import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { diskTroubleOf } from '#base/disk-trouble.ts';
import { writeDurably } from '#base/durable-file.ts';
import { InternalError, NixError } from '#base/errors.ts';
import type { Package } from '#catalogue/package.ts';
import type { Answer } from '../../answer.ts';
import type { FailureCode } from '../../failure-code.ts';
import type { Change } from '../../planning/change.ts';
import { settingsOf } from '../../planning/settings.ts';
import { stateOf, unitsAfter } from '../../planning/units.ts';
import { commitOrTakeBack } from './commit-change.ts';
import type { Damage } from './damage.ts';
import { linkName } from './layout.ts';
import type { OpenedSystem } from './open-system.ts';
import type { Prepared } from './plan-requests.ts';
import { ManagedConfig, type PendingChange, readRecord, UndoRecord } from './records.ts';
import { repairPaths } from './repair.ts';
import { addPackage, addSystem } from './store.ts';
import { garbageOf, type PracticeWorld } from './world.ts';

type Done = Extract<Answer, { type: 'done' }>;

/** How many changes can be undone. */
const UNDO_LENGTH = 100;

/**
 * Makes a prepared change real and looks whether it is; the caller holds the lock. `fails`: a service that does not
 * start, though all else is in place. A disk that fails is an outcome.
 */
export function carryOut(
  system: OpenedSystem,
  prepared: Prepared,
  world: PracticeWorld,
  now: number,
  fails?: string,
): Answer {
  const { plan, change } = prepared;
  const done: Done = { type: 'done', requests: plan.requests };
  if (change.moves || change.units.size > 0) {
    const failed = commit(system, prepared, world, now, fails);
    if (failed) return failed;
    if (plan.effects.to)
      Object.assign(done, { generation: plan.effects.to.number, previous: world.current.number });
  }
  try {
    const left = cleanUp(system, prepared, done);
    if (left) return { type: 'failed', code: 'broken-state', subject: left.what, restored: false };
  } catch (error) {
    return { type: 'failed', code: failureOf(error), restored: false };
  }
  if (fails === undefined) return done;
  const { requests, generation, previous } = done;
  return {
    type: 'failed',
    code: 'unit-failed',
    subject: fails,
    restored: false,
    requests,
    ...(generation === undefined ? {} : { generation }),
    ...(previous === undefined ? {} : { previous }),
  };
}

/** Moves the profile and services, or gives why not. */
function commit(
  system: OpenedSystem,
  prepared: Prepared,
  world: PracticeWorld,
  now: number,
  fails: string | undefined,
): Answer | undefined {
  const { to } = prepared.plan.effects;
  let begun = false;
  try {
    const pending = pendingChange(system, prepared, world, now, fails);
    begun = true;
    const trouble = commitOrTakeBack(system.layout, pending);
    if (trouble) return { type: 'failed', code: trouble, restored: true };
    const { current } = system.read();
    const isThere = to
      ? current.number === to.number && current.toplevel === pending.toplevel
      : current.number === world.current.number;
    return isThere ? undefined : { type: 'failed', code: 'broken-state', restored: false };
  } catch (error) {
    return { type: 'failed', code: failureOf(error), restored: !begun };
  }
}

/** Throws on what neither the disk nor the system is to blame for. */
function failureOf(error: unknown): FailureCode {
  const trouble = diskTroubleOf(error);
  if (trouble) return trouble;
  if (error instanceof NixError && error.code === 'bad-state') return 'broken-state';
  throw error;
}

/** Repairs and deletes, and tells it in `done`. Gives the first path that cannot be repaired. */
function cleanUp(system: OpenedSystem, { change, damaged }: Prepared, done: Done): Damage | undefined {
  if (change.repairs) {
    const [left] = repairPaths(system.layout, damaged);
    if (left) return left;
    done.repaired = damaged.length;
  }
  if (change.deletes.length > 0) done.deleted = deleteGenerations(system, change.deletes);
  if (change.garbage.length > 0) {
    // Moving the profile may have taken some of it into use again.
    const unneeded = new Set(garbageOf(system));
    const deleted = change.garbage.filter(({ name }) => unneeded.has(name));
    for (const { name } of deleted) deletePath(system, name);
    done.freedBytes = deleted.reduce((sum, { bytes }) => sum + bytes, 0);
  }
  return undefined;
}

function makeSystem(
  { layout, marker }: OpenedSystem,
  { change, software }: Prepared,
  world: PracticeWorld,
): string {
  for (const { attribute, path } of software) {
    const found: Package | undefined = world.byAttribute(attribute);
    const made = found && addPackage(layout, found, change.revision);
    if (made !== undefined && made !== path)
      throw new InternalError(`${attribute} was planned as ${path}, not ${made}`);
  }
  return addSystem(layout, marker, { software, revision: change.revision, settings: settingsOf(change) });
}

/** The state after the change. What only runs until the next start, or is only started or stopped, stays on its generation. */
function pendingChange(
  system: OpenedSystem,
  prepared: Prepared,
  world: PracticeWorld,
  now: number,
  fails: string | undefined,
): PendingChange {
  const { plan, change } = prepared;
  const { current, config, undo, units } = world;
  const stays = !change.moves || change.activation === 'test';
  const generation = stays
    ? current.number
    : (change.existing?.number ?? (world.generations[0]?.number ?? 0) + 1);
  if (!stays && plan.effects.to?.number !== generation)
    throw new InternalError('the plan names another generation');
  const toplevel = !change.moves
    ? current.toplevel
    : (change.existing?.toplevel ?? makeSystem(system, prepared, world));
  const effects = plan.effects.services ?? { starts: [], stops: [], restarts: [] };
  return {
    generation,
    toplevel,
    makesLink: !stays && !change.existing,
    madeAt: now,
    activates: change.moves && change.activation !== 'boot',
    before: { config, undo, units },
    after: {
      config: stays
        ? config
        : ManagedConfig.parse({
            ...settingsOf(change),
            packages: [...change.packages].sort(),
            revision: change.revision,
          }),
      undo: undoAfter(change, generation, world),
      units: unitsAfter(units, effects, now, fails),
    },
  };
}

/** A restart leaves nothing to go back to. */
function undoAfter(
  change: Change,
  generation: number,
  { current, undo, enabled, units }: PracticeWorld,
): UndoRecord {
  if (change.undoes) return undo.slice(0, -1);
  const changed = [...change.units].filter(([, order]) => order !== 'restart');
  if (generation === current.number && changed.length === 0) return undo;
  const before = changed.map(([unit]) => {
    const isRunning = stateOf(unit, enabled, units) === 'running';
    return [unit, isRunning ? 'running' : 'stopped'] as const;
  });
  const entry = {
    from: current.number,
    to: generation,
    ...(before.length > 0 ? { units: Object.fromEntries(before) } : {}),
  };
  return [...undo, entry].slice(-UNDO_LENGTH);
}

/** What leads back to them can no longer be undone. Gives those that are gone. */
function deleteGenerations({ layout, read }: OpenedSystem, numbers: readonly number[]): number[] {
  const gone = new Set(numbers);
  for (const number of numbers) rmSync(join(layout.profiles, linkName(number)), { force: true });
  const undo = readRecord(layout.undo, UndoRecord, []);
  const left = undo.filter(({ from, to }) => !gone.has(from) && !gone.has(to));
  if (left.length < undo.length) writeDurably(layout.undo, JSON.stringify(left));
  const { generations } = read();
  return numbers.filter((number) => !generations.some((one) => one.number === number));
}

/** Out of sight at once, so that a kill never leaves half a store path under its name. */
function deletePath({ layout }: OpenedSystem, name: string): void {
  const hidden = join(layout.store, name.startsWith('.') ? name : `.deleted-${name}`);
  renameSync(join(layout.store, name), hidden);
  rmSync(hidden, { recursive: true, force: true });
}
