import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { InternalError } from '#base/errors.ts';
import type { Package } from '#catalogue/package.ts';
import type { Answer } from '../../answer.ts';
import type { World } from './change.ts';
import { commitChange } from './commit-change.ts';
import { linkDurably } from './durable.ts';
import type { OpenedSystem } from './open-system.ts';
import type { Prepared } from './plan-requests.ts';
import { ManagedConfig, type PendingChange, type UndoRecord } from './records.ts';
import { addPackage, addSystem } from './store.ts';
import { garbageOf } from './world.ts';

/** How many changes can be undone. */
const UNDO_LENGTH = 100;

/** Makes a prepared change real and looks whether it is; the caller holds the lock. Throws what the disk throws. */
export function carryOut(
  system: OpenedSystem,
  { plan, change, software }: Prepared,
  world: World,
  now: number,
): Answer {
  const done: Extract<Answer, { type: 'done' }> = { type: 'done', requests: plan.requests };
  if (change.moves) {
    const toplevel =
      change.existing?.toplevel ?? makeSystem(system, { software, revision: change.revision }, world);
    if (change.activation === 'test') {
      linkDurably(system.layout.currentSystem, `../nix/store/${toplevel}`, now);
    } else {
      const pending = pendingChange({ plan, change, software }, toplevel, world, now);
      commitChange(system.layout, pending);
      const { current } = system.read();
      if (current.number !== pending.generation || current.toplevel !== toplevel) {
        return { type: 'failed', code: 'broken-state', restored: false };
      }
      done.generation = current.number;
      done.previous = world.current.number;
    }
  }
  if (change.garbage.length > 0) {
    // Moving the profile may have taken some of it into use again.
    const unneeded = new Set(garbageOf(system));
    const deleted = change.garbage.filter(({ name }) => unneeded.has(name));
    for (const { name } of deleted) deletePath(system, name);
    done.freedBytes = deleted.reduce((sum, { bytes }) => sum + bytes, 0);
  }
  return done;
}

function makeSystem(
  { layout, marker }: OpenedSystem,
  content: Pick<Prepared, 'software'> & { revision: number },
  world: World,
): string {
  for (const { attribute, path } of content.software) {
    const found: Package | undefined = world.byAttribute(attribute);
    const made = found && addPackage(layout, found, content.revision);
    if (made !== undefined && made !== path)
      throw new InternalError(`${attribute} was planned as ${path}, not ${made}`);
  }
  return addSystem(layout, marker, content);
}

function pendingChange(
  { plan, change }: Prepared,
  toplevel: string,
  world: World,
  now: number,
): PendingChange {
  const { current, config, undo, generations } = world;
  const generation = change.existing?.number ?? (generations[0]?.number ?? 0) + 1;
  if (plan.effects.to?.number !== generation) throw new InternalError('the plan names another generation');
  const after: UndoRecord = change.undoes
    ? undo.slice(0, -1)
    : [...undo, { from: current.number, to: generation }].slice(-UNDO_LENGTH);
  return {
    generation,
    toplevel,
    makesLink: !change.existing,
    madeAt: now,
    activates: change.activation === 'switch',
    before: { config, undo },
    after: {
      config: ManagedConfig.parse({ packages: [...change.packages].sort(), revision: change.revision }),
      undo: after,
    },
  };
}

/** Out of sight at once, so that a kill never leaves half a store path under its name. */
function deletePath({ layout }: OpenedSystem, name: string): void {
  const hidden = join(layout.store, name.startsWith('.') ? name : `.deleted-${name}`);
  renameSync(join(layout.store, name), hidden);
  rmSync(hidden, { recursive: true, force: true });
}
