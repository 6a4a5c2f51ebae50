import type { Daemon } from '../../daemon/daemon.ts';
import type { Missing } from '../../daemon/missing.ts';
import type { StoreDatabase } from '../../store/store-database.ts';
import type { StorePath } from '../../store-path.ts';
import type { LocalSystem } from './local-system.ts';

/** What it takes to have derivations, as the daemon told it. */
export type KnownMissing = Map<StorePath, { missing: Missing; version: string; until: number }>;

interface Asked extends Pick<LocalSystem, 'clock' | 'knownMissing' | 'hits'> {
  daemon: Pick<Daemon, 'missing'>;
  database: Pick<StoreDatabase, 'read'>;
}

const MOST = 20;
/** What caches offer may change although nothing changes here. */
const KEPT_MS = 10 * 60_000;

/** What it takes to have `derivation`. The daemon is asked anew when the store was written to, and now and then. */
export async function missingFor(
  derivation: StorePath,
  { daemon, database, clock, knownMissing, hits }: Asked,
  signal: AbortSignal,
): Promise<Missing> {
  const store = database.read(() => undefined);
  const version = store.type === 'read' ? store.version : undefined;
  const found = knownMissing.get(derivation);
  const isKnown = found !== undefined && found.version === version && clock.now() < found.until;
  hits.count('downloads', isKnown);
  if (isKnown) return found.missing;
  knownMissing.delete(derivation);
  const missing = await daemon.missing([{ path: derivation }], signal);
  if (version !== undefined) knownMissing.set(derivation, { missing, version, until: clock.now() + KEPT_MS });
  for (const [oldest] of knownMissing) {
    if (knownMissing.size <= MOST) break;
    knownMissing.delete(oldest);
  }
  return missing;
}
