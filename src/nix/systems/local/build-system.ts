import { parseStorePath } from '../../store-path.ts';
import type { ChangeWork } from './change-steps.ts';
import type { Failed } from './failed.ts';
import { buildOverBridge } from './over-bridge.ts';
import { isOfPlannedSource } from './planned-source.ts';
import { carriedPatiently, type Refused } from './privileged-work.ts';
import { toldBy } from './told.ts';

/** The toplevel that was built, of which it was seen that it heeds what we wrote. */
export async function buildSystem({
  prepared,
  privileged,
  system,
  report,
  signal,
}: ChangeWork): Promise<string | Refused | Failed> {
  report.phase('evaluating');
  const bridged = privileged.by === 'root' ? await buildOverBridge(system, report.record, signal) : undefined;
  if (bridged?.type === 'failed')
    return { ...refusal('build-failed', 'The system could not be built.'), output: bridged.output };
  const { after, managedAfter } = prepared;
  const build = (expected?: string) =>
    carriedPatiently(privileged, { verb: 'build', expected }, system, signal, report.record);
  let made = await build(after?.derivation);
  if (isStale(made) && (await isOfPlannedSource(prepared, system, signal))) {
    made = await build();
    // Somebody may have written to it before root read it.
    if (made.type === 'built' && !(await isOfPlannedSource(prepared, system, signal)))
      return refusal('stale', 'The configuration is not what was planned with.');
  }
  if (made.type === 'refused') return made;
  const toplevel = parseStorePath(made.toplevel, system.places.store);
  if (!toplevel) return refusal('failed', 'What was built is no store path.');
  const told = managedAfter && toldBy(toplevel);
  if (managedAfter?.packages.some((name) => told?.packages[name] === undefined))
    return { type: 'failed', code: 'not-imported', restored: true };
  return toplevel;
}

function isStale(made: { type: string; code?: string }): boolean {
  return made.type === 'refused' && made.code === 'stale';
}

function refusal(code: Refused['code'], message: string): Refused {
  return { type: 'refused', code, message };
}
