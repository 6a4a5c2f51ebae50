import { rmSync } from 'node:fs';
import { writeDurably } from '#base/durable-file.ts';
import type { Answer } from '../../answer.ts';
import { stateOf } from '../../planning/units.ts';
import type { Request } from '../../request.ts';
import { type ChangeWork, moveSystem } from './change-steps.ts';
import { cleanUp } from './clean-up.ts';
import { learn } from './learn.ts';
import type { Prepared } from './prepare.ts';
import { carried, failureOf } from './privileged-work.ts';
import type { Pending, UndoRecord } from './records.ts';

type Done = Extract<Answer, { type: 'done' }>;

/** How many changes can be undone. */
const UNDO_LENGTH = 100;

/**
 * Makes a prepared change real and looks whether it is; the caller holds the lock. What can be taken back comes first; what
 * cannot, deleting and collecting, comes when that is in place.
 */
export async function carryOut(work: ChangeWork): Promise<Answer> {
  const { prepared, system, report } = work;
  const { plan, change, world } = prepared;
  const pending = pendingOf(prepared);
  writeDurably(system.files.pending, JSON.stringify(pending));
  const done: Done = { type: 'done', requests: plan.requests };
  let failedUnits: readonly string[] = [];
  let needsRestart = false;
  if (change.moves) {
    const moved = await moveSystem(work).catch((error: unknown) => {
      rmSync(system.files.pending, { force: true });
      throw error;
    });
    if (moved.type === 'stopped') {
      if (moved.failed.restored) rmSync(system.files.pending, { force: true });
      return moved.failed;
    }
    ({ failedUnits, needsRestart } = moved);
    if (plan.effects.to) {
      // Seen, and not only hoped for.
      const { current } = system.read();
      if (current.number !== moved.generation)
        return { type: 'failed', code: 'broken-state', restored: false };
      Object.assign(done, { generation: current.number, previous: world.current.number });
    }
    learn(report.state, system);
  }
  const stubborn = await orderUnits(work);
  writeDurably(system.files.undo, JSON.stringify(pending.undo.after));
  rmSync(system.files.pending, { force: true });
  if (stubborn) return stubborn;
  const left = await cleanUp(work, done);
  if (left) return left;
  return endOf(done, plan.requests, failedUnits, needsRestart);
}

function endOf(
  done: Done,
  requests: readonly Request[],
  [failedUnit]: readonly string[],
  needsRestart: boolean,
): Answer {
  if (failedUnit === undefined && !needsRestart) return done;
  const { generation, previous } = done;
  return {
    type: 'failed',
    code: failedUnit === undefined ? 'needs-restart' : 'unit-failed',
    restored: false,
    requests,
    ...(failedUnit !== undefined && { subject: failedUnit }),
    ...(generation !== undefined && { generation }),
    ...(previous !== undefined && { previous }),
  };
}

/** Starts, stops and restarts services by name; gives the first that did not do so. */
async function orderUnits({
  prepared,
  privileged,
  system,
  report,
  signal,
}: ChangeWork): Promise<Answer | undefined> {
  const { change, plan } = prepared;
  if (change.units.size > 0) report.phase('activating');
  for (const [service, action] of change.units) {
    const ordered = await carried(privileged, { verb: 'service', action, service: service as never }, signal);
    if (ordered.type !== 'refused') continue;
    const failed = failureOf(ordered, system.places.configuration, plan.effects.to === undefined);
    return failed.code === 'unexplained'
      ? { ...failed, code: 'unit-failed', subject: service, requests: plan.requests }
      : failed;
  }
  return undefined;
}

function pendingOf({ plan, change, world, managedAfter, managedHash }: Prepared): Pending {
  const from = world.current.number;
  const to = plan.effects.to?.number ?? from;
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
    updatesInputs: change.updates,
    undo: { before: [...world.undo] as UndoRecord, after: undoAfter(to, { change, world }) },
  };
}

/** A restart leaves nothing to go back to. */
function undoAfter(to: number, { change, world }: Pick<Prepared, 'change' | 'world'>): UndoRecord {
  const undo = [...world.undo] as UndoRecord;
  if (change.undoes) return undo.slice(0, -1);
  const changed = [...change.units].filter(([, order]) => order !== 'restart');
  if (to === world.current.number && changed.length === 0) return undo;
  const units = changed.map(
    ([unit]) =>
      [unit, stateOf(unit, world.enabled, world.units) === 'running' ? 'running' : 'stopped'] as const,
  );
  const entry = {
    from: world.current.number,
    to,
    ...(units.length > 0 && { units: Object.fromEntries(units) }),
  };
  return [...undo, entry].slice(-UNDO_LENGTH);
}
