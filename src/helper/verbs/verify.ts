import { openDaemon } from '#nix/daemon/open-daemon.ts';
import { verified } from '#nix/daemon/verified.ts';
import { daemonSocket } from '#nix/places.ts';
import type { StorePath } from '#nix/store-path.ts';
import { done, type Final } from '../final.ts';
import type { CallOf, Job } from '../job.ts';
import { runTool } from '../run-tool.ts';

/** Reads the whole store. Of damaged paths, those that are whole afterwards were repaired. */
export async function verify({ repair }: CallOf<'verify'>, { settings, signal, tell }: Job): Promise<Final> {
  const { places } = settings;
  await using daemon = openDaemon({ socket: daemonSocket(places), storeDir: places.store });
  const damaged = await verified(daemon, places.store, repair, signal, (record) =>
    tell({ type: 'activity', record }),
  );
  const repaired: StorePath[] = [];
  for (const path of repair ? damaged : []) {
    const { exitCode } = await runTool(['nix-store', '--verify-path', path], settings, signal);
    if (exitCode === 0) repaired.push(path);
  }
  return done({ type: 'verified', damaged: [...damaged], repaired });
}
