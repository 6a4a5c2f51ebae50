import { rmSync } from 'node:fs';
import { writeDurably } from '#base/durable-file.ts';
import { isAbort } from '#base/errors.ts';
import type { Answer } from '../../answer.ts';
import type { Request } from '../../request.ts';
import { keepByHand } from './by-hand-since.ts';
import { type ChangeWork, type Moved, moveSystem } from './change-steps.ts';
import { cleanUp } from './clean-up.ts';
import { learn } from './learn.ts';
import { outcomeOf } from './outcome.ts';
import { pendingOf, undoAfter } from './pending-change.ts';
import { carried, failureOf } from './privileged-work.ts';
import type { Pending } from './records.ts';
import { settlePending } from './settle.ts';

type Done = Extract<Answer, { type: 'done' }>;
type Stopped = Extract<Moved, { type: 'stopped' }>;

/**
 * Makes a prepared change real and looks whether it is; the caller holds the lock. What can be taken back comes first; what
 * cannot, deleting and collecting, comes when that is in place.
 */
export async function carryOut(work: ChangeWork): Promise<Answer> {
  const { prepared, system, report, signal } = work;
  const { plan, change, world } = prepared;
  const pending = pendingOf(prepared);
  writeDurably(system.files.pending, JSON.stringify(pending));
  const done: Done = { type: 'done', requests: plan.requests };
  let failedUnits: readonly string[] = [];
  let needsRestart = false;
  let undo = pending.undo.after;
  if (change.moves) {
    const moved = await moveSystem(work, pending).catch((error: unknown) => afterBreak(error, work));
    if (moved.type === 'stopped') {
      if (moved.isSettled) rmSync(system.files.pending, { force: true });
      return moved.answer;
    }
    ({ failedUnits, needsRestart } = moved);
    if (plan.effects.to) {
      // Seen, and not only hoped for.
      const { current } = system.read();
      if (current.number !== moved.generation)
        return { type: 'failed', code: 'broken-state', restored: false };
      const previous = world.current.number;
      // Nix makes no other generation of the same system.
      const isNew = current.number !== previous;
      if (!isNew) undo = undoAfter(previous, pending.updateId, prepared);
      Object.assign(done, { generation: current.number, ...(isNew && { previous }) });
      keepByHand(current, prepared.after?.source, system);
    }
    learn(report.state, system);
  }
  const stubborn = await orderUnits(work).catch((error: unknown) => afterBreak(error, work));
  if (stubborn?.type === 'stopped') return stubborn.answer;
  writeDurably(system.files.undo, JSON.stringify(undo));
  const made: Pending = { ...pending, undo: { ...pending.undo, after: undo }, isMade: true };
  writeDurably(system.files.pending, JSON.stringify(made));
  const end = () => rmSync(system.files.pending, { force: true });
  try {
    const left = stubborn ?? (await cleanUp(work, done));
    end();
    if (left) return left;
  } catch (error) {
    const isAborted = isAbort(error, signal);
    // Else who was at it is gone: what became of it is told by the next start.
    if (isAborted) end();
    const isDeleted = isAborted ? done.deleted !== undefined : change.deletes.length > 0;
    const isAsBefore = !change.moves && change.units.size === 0 && !isDeleted;
    const broken = outcomeOf(error, system, signal);
    return { ...broken, restored: isAsBefore && broken.restored };
  }
  return endOf(done, plan.requests, failedUnits, needsRestart);
}

/** Settles what broke off in the middle, and throws why if that put all back, or if it is a bug of ours. */
async function afterBreak(error: unknown, { system, signal }: ChangeWork): Promise<Stopped> {
  const settled = await settlePending(system, new AbortController().signal).catch(() => {
    // Whoever comes next settles it.
  });
  if (settled?.how === 'put-back') throw error;
  const answer = { ...outcomeOf(error, system, signal), restored: false };
  return { type: 'stopped', isSettled: settled?.how === 'kept', answer };
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
