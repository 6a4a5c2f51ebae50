import type { ActivityRecord } from '#nix/activity.ts';
import { openDaemon } from '#nix/daemon/open-daemon.ts';
import { daemonSocket } from '#nix/places.ts';
import { parseStorePath, type StorePath } from '#nix/store-path.ts';
import { done, type Final } from '../final.ts';
import type { CallOf, Job } from '../job.ts';
import { runTool } from '../run-tool.ts';

/** Reads the whole store. Of damaged paths, those that are whole afterwards were repaired. */
export async function verify({ repair }: CallOf<'verify'>, { settings, signal, tell }: Job): Promise<Final> {
  const { places } = settings;
  const damaged = new Set<StorePath>();
  const onRecord = (record: ActivityRecord) => {
    const path = damagedPath(record, places.store);
    if (path) damaged.add(path);
    tell({ type: 'activity', record });
  };
  await using daemon = openDaemon({ socket: daemonSocket(places), storeDir: places.store });
  await daemon.verify({ contents: true, repair }, signal, { onRecord });
  const repaired: StorePath[] = [];
  for (const path of repair ? damaged : []) {
    const { exitCode } = await runTool(['nix-store', '--verify-path', path], settings, signal);
    if (exitCode === 0) repaired.push(path);
  }
  return done({ type: 'verified', damaged: [...damaged], repaired });
}

/** `path '/nix/store/…' was modified! expected hash '…', got '…'`, `path '…' disappeared, but …`. */
function damagedPath(record: ActivityRecord, storeDir: string): StorePath | undefined {
  if (record.type === 'result')
    return record.kind === 'corrupted-path' ? parseStorePath(record.path, storeDir) : undefined;
  if (record.type !== 'line') return undefined;
  const path = /path '([^']+)' (?:was modified|disappeared|is missing)/.exec(record.text)?.[1];
  return path ? parseStorePath(path, storeDir) : undefined;
}
