import type { Answer } from '../../answer.ts';
import { readManaged } from '../../configuration/managed-file.ts';
import { managedText } from '../../managed-config.ts';
import type { Privileged } from '../../privileged.ts';
import { buildSystem } from './build-system.ts';
import type { Failed } from './failed.ts';
import type { LocalSystem } from './local-system.ts';
import { areOtherInputs } from './planned-source.ts';
import type { Prepared } from './prepare.ts';
import { carried, carriedPatiently, failureOf, type Refused } from './privileged-work.ts';
import type { Pending } from './records.ts';
import type { Reporter } from './reporter.ts';

/** What a change is carried out with. */
export interface ChangeWork {
  prepared: Prepared;
  system: LocalSystem;
  privileged: Privileged;
  report: Reporter;
  signal: AbortSignal;
}

/** What became of the part of a change that can be taken back. */
export type Moved =
  /** In place; units that did not start, and whether only the next start makes it work. */
  | { type: 'moved'; generation: number; failedUnits: readonly string[]; needsRestart: boolean }
  /** The change is not in place. `isSettled`: nothing is left that we could put back. */
  | { type: 'stopped'; isSettled: boolean; answer: Extract<Answer, { restored: boolean }> };

/**
 * Inputs, managed file, build, activation, in this order. Whatever fails on the way is put back, and told if it cannot be.
 * What is thrown is thrown in the middle, to be settled as after a crash. Of the updates of the inputs: the one that is
 * made, and the one that is taken back.
 */
export async function moveSystem(
  work: ChangeWork,
  { updateId, restoresId }: Pick<Pending, 'updateId' | 'restoresId'>,
): Promise<Moved> {
  const { prepared, system, privileged, signal } = work;
  const { change, managedAfter } = prepared;
  const takenBack: (() => Promise<boolean>)[] = [];
  const stop = async (refused: Refused | Failed): Promise<Moved> => {
    let isSettled = true;
    for (const back of takenBack.reverse()) isSettled = (await back()) && isSettled;
    if (refused.code === 'cancelled') signal.throwIfAborted();
    const answer =
      refused.type === 'failed'
        ? { ...refused, restored: isSettled }
        : failureOf(refused, system.places.configuration, isSettled);
    return { type: 'stopped', isSettled, answer };
  };

  if (updateId !== undefined) {
    work.report.phase('downloading');
    const update = { verb: 'update-inputs', id: updateId } as const;
    const inputs = await carriedPatiently(privileged, update, system, signal, work.report.record);
    if (inputs.type === 'refused') return await stop(inputs);
    if (inputs.changed) takenBack.push(() => isDone(privileged, { verb: 'restore-inputs', id: updateId }));
    if (areOtherInputs(prepared, system)) return await stop(OTHER_INPUTS);
  }
  if (managedAfter) {
    const put = await putManaged(work);
    if (put?.type === 'refused') return await stop(put);
    if (put) takenBack.push(put.back);
  }
  const toplevel = change.existing ? undefined : await buildSystem(work);
  if (typeof toplevel === 'object') return await stop(toplevel);
  signal.throwIfAborted();
  const activated = await activate(work, toplevel);
  // Until it is over nothing can be put back; it is settled as after a crash.
  if (activated.type === 'refused' && activated.code === 'still-running')
    return {
      type: 'stopped',
      isSettled: false,
      answer: failureOf(activated, system.places.configuration, false),
    };
  if (activated.type === 'refused') return await stop(activated);
  if (restoresId !== undefined && !(await restoreInputs(restoresId, privileged)))
    return {
      type: 'stopped',
      isSettled: true,
      answer: { type: 'failed', code: 'broken-state', restored: false },
    };
  const { generation, failedUnits, needsRestart } = activated;
  return { type: 'moved', generation, failedUnits, needsRestart };
}

const OTHER_INPUTS: Failed = { type: 'failed', code: 'stale-plan', restored: true };

/** What is built, or a generation that is there. Once begun it is not broken off: half of a switch is worse than all. */
async function activate({ prepared, system, privileged, report }: ChangeWork, toplevel: string | undefined) {
  report.phase('activating');
  const { activation, existing } = prepared.change;
  const startedAt = system.clock.now();
  const activated = existing
    ? await carried(
        privileged,
        { verb: 'activate-generation', activation, generation: existing.number },
        never(),
        report.record,
      )
    : await carried(
        privileged,
        { verb: 'activate-build', activation, toplevel: toplevel ?? '' },
        never(),
        report.record,
      );
  if (activated.type !== 'refused') system.experience.addStep('activation', system.clock.now() - startedAt);
  return activated;
}

/** False when they are not as they were before that update, and nobody else went on from it either. */
export async function restoreInputs(id: string, privileged: Privileged): Promise<boolean> {
  const inputs = await carried(privileged, { verb: 'restore-inputs', id }, never());
  return inputs.type !== 'refused' || inputs.code === 'stale';
}

const never = () => new AbortController().signal;

async function isDone(privileged: Privileged, call: Parameters<Privileged['call']>[0]): Promise<boolean> {
  return (await carried(privileged, call, never())).type !== 'refused';
}

/** Undefined when it says the same already. */
async function putManaged({
  prepared,
  system,
  privileged,
  signal,
}: ChangeWork): Promise<Refused | { type: 'put'; back: () => Promise<boolean> } | undefined> {
  const { managedAfter: content, managedHash: expected, world } = prepared;
  if (!content || (managedText(content) === managedText(world.managed) && expected !== 'absent'))
    return undefined;
  const before = readManaged(system.places);
  const put = await carried(privileged, { verb: 'set-managed', content, expected }, signal);
  if (put.type === 'refused') return put;
  const back = () =>
    isDone(privileged, {
      verb: 'set-managed',
      expected: put.hash,
      ...(before.type === 'managed' && before.hash !== 'absent' && { content: before.config }),
    });
  return { type: 'put', back };
}
