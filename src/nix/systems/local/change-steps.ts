import { readManaged } from '../../configuration/managed-file.ts';
import { managedText } from '../../managed-config.ts';
import type { Activation, Privileged } from '../../privileged.ts';
import { parseStorePath } from '../../store-path.ts';
import type { Failed } from './failed.ts';
import type { LocalSystem } from './local-system.ts';
import type { Prepared } from './prepare.ts';
import { carried, failureOf, type Refused } from './privileged-work.ts';
import type { Reporter } from './reporter.ts';
import { toldBy } from './told.ts';

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
  /** The change is not in place. */
  | { type: 'stopped'; failed: Failed };

/** Inputs, managed file, build, activation, in this order. Whatever fails on the way is put back, and told if it cannot be. */
export async function moveSystem(work: ChangeWork): Promise<Moved> {
  const { prepared, system, privileged, signal } = work;
  const { change, managedAfter } = prepared;
  const takenBack: (() => Promise<boolean>)[] = [];
  const stop = async (refused: Refused): Promise<Moved> => {
    let restored = true;
    for (const back of takenBack.reverse()) restored = (await back()) && restored;
    if (refused.code === 'cancelled') signal.throwIfAborted();
    return { type: 'stopped', failed: failureOf(refused, system.places.configuration, restored) };
  };

  if (change.updates) {
    work.report.phase('downloading');
    const inputs = await carried(privileged, { verb: 'update-inputs' }, signal, work.report.record);
    if (inputs.type === 'refused') return await stop(inputs);
    takenBack.push(() => isDone(privileged, { verb: 'restore-inputs' }));
  }
  if (managedAfter) {
    const put = await putManaged(work);
    if (put?.type === 'refused') return await stop(put);
    if (put) takenBack.push(put.back);
  }
  const toplevel = change.existing ? undefined : await built(work);
  if (typeof toplevel === 'object') return await stop(toplevel);
  work.report.phase('activating');
  const activation: Activation = change.activation;
  const activated = change.existing
    ? await carried(
        privileged,
        { verb: 'activate-generation', activation, generation: change.existing.number },
        signal,
        work.report.record,
      )
    : await carried(
        privileged,
        { verb: 'activate-build', activation, toplevel: toplevel ?? '' },
        signal,
        work.report.record,
      );
  if (activated.type === 'refused') return await stop(activated);
  const { generation, failedUnits, needsRestart } = activated;
  return { type: 'moved', generation, failedUnits, needsRestart };
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

/** The toplevel that was built, of which it was seen that it heeds what we wrote. */
async function built({
  prepared,
  privileged,
  system,
  report,
  signal,
}: ChangeWork): Promise<string | Refused> {
  report.phase('evaluating');
  const made = await carried(privileged, { verb: 'build' }, signal, report.record);
  if (made.type === 'refused') return made;
  const { after, managedAfter, change } = prepared;
  if (after && !change.updates && made.derivation !== after.derivation && after.isExact)
    return refusal('stale', 'The configuration has been changed meanwhile.');
  const toplevel = parseStorePath(made.toplevel, system.places.store);
  if (!toplevel) return refusal('failed', 'What was built is no store path.');
  const told = managedAfter && toldBy(toplevel);
  if (managedAfter?.packages.some((name) => told?.packages[name] === undefined))
    return refusal('not-allowed', 'The configuration does not import ask-nix.nix.');
  return toplevel;
}

function refusal(code: Refused['code'], message: string): Refused {
  return { type: 'refused', code, message };
}
