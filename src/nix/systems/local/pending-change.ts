import { randomUUID } from 'node:crypto';
import { ownEffects } from '../../planning/own-packages.ts';
import { stateOf } from '../../planning/units.ts';
import type { Prepared } from './prepare.ts';
import type { Pending, UndoRecord } from './records.ts';

/** How many changes can be undone. */
const UNDO_LENGTH = 100;

/** What is written down of a change before it is begun. */
export function pendingOf({ plan, change, world, managedAfter, managedHash }: Prepared): Pending {
  const from = world.current.number;
  const to = plan.effects.to?.number ?? from;
  const own = ownOf(change);
  const updateId = change.updates ? randomUUID() : undefined;
  const undone = change.undoes ? world.undo.at(-1) : undefined;
  return {
    requests: [...plan.requests],
    from,
    to,
    ...(managedAfter && {
      managed: {
        beforeHash: managedHash,
        ...(managedHash !== 'absent' && { before: world.managed }),
        after: managedAfter,
      },
    }),
    ...(updateId !== undefined && { updateId }),
    ...(undone?.updateId !== undefined && { restoresId: undone.updateId }),
    ...(own && { own }),
    ...(change.units.size > 0 && { units: Object.fromEntries(change.units) }),
    ...(change.deletes.length > 0 && { deletes: [...change.deletes] }),
    isMade: false,
    undo: { before: world.undo, after: undoAfter(to, updateId, { change, world }) },
  };
}

/** Once the profile is at generation `to`. A restart of a service leaves nothing to go back to, nor does what made no other system. */
export function undoAfter(
  to: number,
  updateId: string | undefined,
  { change, world }: Pick<Prepared, 'change' | 'world'>,
): UndoRecord {
  const { undo } = world;
  if (change.undoes) return undo.slice(0, -1);
  const own = ownOf(change);
  const changed = [...change.units].filter(([, order]) => order !== 'restart');
  const isTried = change.moves && change.activation === 'test';
  if (to === world.current.number && changed.length === 0 && !own && !isTried) return undo;
  const units = changed.map(
    ([unit]) =>
      [unit, stateOf(unit, world.enabled, world.units) === 'running' ? 'running' : 'stopped'] as const,
  );
  const entry = {
    from: world.current.number,
    to,
    ...(units.length > 0 && { units: Object.fromEntries(units) }),
    ...(own && { own }),
    ...(updateId !== undefined && { updateId }),
    ...(isTried && { tried: true as const }),
  };
  return [...undo, entry].slice(-UNDO_LENGTH);
}

function ownOf({ ownPackages }: Prepared['change']): Pending['own'] {
  return ownPackages.size === 0 ? undefined : (ownEffects({ ownPackages }) as Pending['own']);
}
