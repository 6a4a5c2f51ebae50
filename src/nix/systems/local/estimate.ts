import { type Estimate, estimateWork } from '../../rebuild/estimate.ts';
import { readBuilds } from '../../rebuild/read-builds.ts';
import type { Planning } from './effects.ts';
import type { LocalSystem } from './local-system.ts';

/** What comes after a build, or is done without one, in milliseconds. */
const ACTIVATION_MS = 4000;
const DELETION_MS = 2000;
const UNITS_MS = 1500;
const EVALUATION_MS = 3000;
/** Reading the whole store: some hundred megabytes in a second. */
const CHECKED_BYTES_PER_MS = 300_000;

/** How long it takes to carry out a change and to look at what takes work. */
export async function estimateOf(
  { change, wanted, after, tries }: Planning,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<Estimate> {
  const missing = [...(after ? [after.missing] : []), ...tries.map((tried) => tried.missing)];
  const builds = await readBuilds(
    missing.flatMap(({ willBuild }) => willBuild),
    signal,
  );
  const downloadBytes = missing.reduce((sum, one) => sum + one.downloadBytes, 0);
  const asks = (intent: string) => wanted.some((request) => request.intent === intent);
  let afterMs = 0;
  if (change.moves) afterMs += change.existing ? ACTIVATION_MS : ACTIVATION_MS + EVALUATION_MS;
  if (change.units.size > 0) afterMs += UNITS_MS;
  if (change.deletes.length > 0 || change.collects) afterMs += DELETION_MS;
  if (asks('check_updates')) afterMs += EVALUATION_MS;
  if (change.repairs || asks('verify_store') || asks('optimise_store'))
    afterMs += storeBytes(system) / CHECKED_BYTES_PER_MS;
  return estimateWork({ builds, downloadBytes, jobs: 1, afterMs: Math.round(afterMs) }, system.experience);
}

function storeBytes({ database }: LocalSystem): number {
  const read = database.read((store) => store.size().bytes);
  return read.type === 'read' ? read.value : 0;
}
