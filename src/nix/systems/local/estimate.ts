import { estimateWork } from '../../rebuild/estimate.ts';
import type { Expected } from '../../rebuild/progress-state.ts';
import { readBuilds } from '../../rebuild/read-builds.ts';
import type { Planning } from './effects.ts';
import type { LocalSystem } from './local-system.ts';

/** What comes before and after a build, or is done without one, in milliseconds, until it was seen here. */
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
): Promise<Expected> {
  const missing = [...(after ? [after.missing] : []), ...tries.map((tried) => tried.missing)];
  const builds = await readBuilds(
    missing.flatMap(({ willBuild }) => willBuild),
    signal,
  );
  const downloadBytes = missing.reduce((sum, one) => sum + one.downloadBytes, 0);
  const asks = (intent: string) => wanted.some((request) => request.intent === intent);
  const { experience } = system;
  const evaluationMs = experience.stepMs('evaluation') ?? EVALUATION_MS;
  let beforeMs = 0;
  if (change.moves && !change.existing) beforeMs += evaluationMs;
  if (asks('check_updates')) beforeMs += evaluationMs;
  let afterMs = 0;
  if (change.moves) afterMs += experience.stepMs('activation') ?? ACTIVATION_MS;
  if (change.units.size > 0) afterMs += UNITS_MS;
  if (change.deletes.length > 0 || change.collects) afterMs += DELETION_MS;
  const checks = change.repairs || asks('verify_store') || asks('optimise_store');
  const store = checks ? storeSize(system) : NOTHING;
  if (checks) afterMs += store.bytes / CHECKED_BYTES_PER_MS;
  const work = { builds, downloadBytes, jobs: 1, afterMs: Math.round(afterMs) };
  const estimate = estimateWork(work, experience);
  const paths = change.collects ? change.garbage.length : store.paths;
  return { ...estimate, ms: estimate.ms + beforeMs, ...(paths > 0 && { paths }) };
}

const NOTHING = { paths: 0, bytes: 0 };

/** Costs a look at every path. */
function storeSize({ database }: LocalSystem): typeof NOTHING {
  const read = database.read((store) => store.size());
  return read.type === 'read' ? read.value : NOTHING;
}
