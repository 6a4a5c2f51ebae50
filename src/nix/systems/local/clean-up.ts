import type { Answer } from '../../answer.ts';
import { makesLoss } from '../../planning/what-changes.ts';
import { parseStorePath } from '../../store-path.ts';
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
    done.freedBytes = await collect(work);
  }
  return undefined;
}

/** Beside anything else, which may have taken long, only what was read back: what became garbage meanwhile stays. */
async function collect({ prepared, system, report, signal }: ChangeWork): Promise<number> {
  const { daemon, places } = system;
  const options = { onRecord: report.record };
  const { change, plan } = prepared;
  if (plan.requests.every(makesLoss)) return (await daemon.deleteDeadPaths(signal, options)).bytesFreed;
  const planned = new Set(change.garbage.map(({ name }) => name));
  const dead = (await daemon.deadPaths(signal)).filter((path) => planned.has(path));
  const paths = dead.flatMap((path) => parseStorePath(path, places.store) ?? []);
  return (await daemon.deletePaths(paths, signal, options)).bytesFreed;
}
