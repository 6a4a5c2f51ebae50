import { existsSync, rmSync } from 'node:fs';
import { writeDurably } from '#base/durable-file.ts';
import { isAbort } from '#base/errors.ts';
import type { Answer } from '../../answer.ts';
import type { Request } from '../../request.ts';
import { type ChangeWork, type Moved, moveSystem } from './change-steps.ts';
import { cleanUp } from './clean-up.ts';
import { learn } from './learn.ts';
import type { LocalSystem } from './local-system.ts';
import { pendingOf } from './pending-change.ts';
import { carried, failureOf } from './privileged-work.ts';
import { settlePending } from './settle.ts';

type Done = Extract<Answer, { type: 'done' }>;

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
    const moved = await moveSystem(work, pending.updateId).catch((error: unknown) => afterBreak(error, work));
    if (moved.type === 'stopped') {
      if (moved.answer.restored) rmSync(system.files.pending, { force: true });
      return moved.answer;
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

/** Settles what broke off in the middle, and throws why if that put all back. */
async function afterBreak(error: unknown, { prepared, system, signal }: ChangeWork): Promise<Moved> {
  await settlePending(system, new AbortController().signal).catch(() => {
    // Whoever comes next settles it.
  });
  const isWhole = !existsSync(system.files.pending) && isAt(prepared.world.current.number, system);
  if (isWhole) throw error;
  if (isAbort(error, signal)) return { type: 'stopped', answer: { type: 'cancelled', restored: false } };
  return { type: 'stopped', answer: { type: 'failed', code: 'broken-state', restored: false } };
}

function isAt(number: number, { read }: LocalSystem): boolean {
  return read().current.number === number;
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
