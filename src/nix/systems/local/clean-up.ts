import type { Answer } from '../../answer.ts';
import type { ChangeWork } from './change-steps.ts';
import { carried, failureOf } from './privileged-work.ts';

type Done = Extract<Answer, { type: 'done' }>;

/** Repairs, deletes generations and collects garbage, and tells it in `done`. Gives what there is to say instead. */
export async function cleanUp(work: ChangeWork, done: Done): Promise<Answer | undefined> {
  const { prepared, system, privileged, report, signal } = work;
  const { change } = prepared;
  const { configuration } = system.places;
  if (change.repairs) {
    report.phase('checking');
    const verified = await carried(privileged, { verb: 'verify', repair: true }, signal, report.record);
    if (verified.type === 'refused') return failureOf(verified, configuration, false);
    if (
      verified.damaged.length === 0 &&
      prepared.plan.requests.every(({ intent }) => intent === 'repair_system')
    )
      return { type: 'nothing-to-do', why: 'nothing-to-repair' };
    const [left] = verified.damaged.filter((path) => !verified.repaired.includes(path));
    if (left !== undefined) return { type: 'failed', code: 'broken-state', subject: left, restored: false };
    done.repaired = verified.repaired.length;
  }
  if (change.deletes.length > 0) {
    report.phase('deleting');
    const numbers = [...change.deletes];
    const deleted = await carried(privileged, { verb: 'delete-generations', numbers }, signal, report.record);
    if (deleted.type === 'refused') return failureOf(deleted, configuration, !done.generation);
    done.deleted = deleted.numbers;
  }
  if (change.collects) {
    report.phase('deleting');
    const { bytesFreed } = await system.daemon.deleteDeadPaths(signal, { onRecord: report.record });
    done.freedBytes = bytesFreed;
  }
  return undefined;
}
