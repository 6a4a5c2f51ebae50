import type { ActivityRecord } from '../activity.ts';
import { parseStorePath, type StorePath } from '../store-path.ts';
import type { OnRecord } from './connection.ts';
import type { Daemon } from './daemon.ts';

/** Reads the whole store, and gives the paths that are not as they were registered; `repair` mends what it can. */
export async function verified(
  daemon: Daemon,
  storeDir: string,
  repair: boolean,
  signal: AbortSignal,
  tell: OnRecord,
): Promise<ReadonlySet<StorePath>> {
  const damaged = new Set<StorePath>();
  const onRecord = (record: ActivityRecord) => {
    const path = damagedPath(record, storeDir);
    if (path) damaged.add(path);
    tell(record);
  };
  await daemon.verify({ contents: true, repair }, signal, { onRecord });
  return damaged;
}

/** `path '/nix/store/…' was modified! expected hash '…', got '…'`, `path '…' disappeared, but …`. */
function damagedPath(record: ActivityRecord, storeDir: string): StorePath | undefined {
  if (record.type === 'result')
    return record.kind === 'corrupted-path' ? parseStorePath(record.path, storeDir) : undefined;
  if (record.type !== 'line') return undefined;
  const path = /path '([^']+)' (?:was modified|disappeared|is missing)/.exec(record.text)?.[1];
  return path ? parseStorePath(path, storeDir) : undefined;
}
