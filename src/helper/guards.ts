import { existsSync, readdirSync, readFileSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { openDaemon } from '#nix/daemon/open-daemon.ts';
import { daemonSocket, type NixPlaces } from '#nix/places.ts';
import type { Activation } from '#nix/privileged.ts';
import { storeDatabase } from '#nix/store/store-database.ts';
import { parseStorePath, type StorePath } from '#nix/store-path.ts';
import { type Final, refused } from './final.ts';
import { isLockHeld } from './held-lock.ts';
import { systemsInUse } from './profile.ts';
import { runTool } from './run-tool.ts';
import type { HelperSettings } from './settings.ts';

/** The name that nixos-rebuild gives its activations too: systemd refuses two at a time. */
export const ACTIVATION_UNIT = 'nixos-rebuild-switch-to-configuration';

const NEEDED = ['nixos-version', 'init-interface-version', 'bin/switch-to-configuration'];

/** Why `toplevel` must not be activated now; undefined when it may. */
export async function whyNotActivate(
  toplevel: string,
  activation: Activation,
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<Final | undefined> {
  const { places } = settings;
  const path = parseStorePath(toplevel, places.store);
  if (!path) return refused('failed', 'What this generation leads to is no path of the store.');
  if (!(await isValid(path, places, signal)))
    return refused('failed', 'The system of this generation is not in the store any more.');
  const missing = NEEDED.find((name) => !existsSync(join(toplevel, name)));
  if (missing)
    return refused('failed', `What would be activated is no complete NixOS: it has no ${missing}.`);
  const { active } = systemsInUse(settings);
  if (active && textOf(join(active, 'system')) !== textOf(join(toplevel, 'system')))
    return refused('failed', 'That system was made for another kind of processor.');
  if (await isActivating(settings, signal)) return refused('busy', 'Another activation is running.');
  if ((activation === 'switch' || activation === 'boot') && lacksBootRoom(toplevel, places.boot))
    return refused('failed', 'The boot partition has no room for the kernel of that system.', {
      output: 'No space left on device',
    });
  return undefined;
}

/** The daemon is asked only where the database does not tell: it takes a process of its own for whoever asks. */
async function isValid(path: StorePath, places: NixPlaces, signal: AbortSignal): Promise<boolean> {
  using database = storeDatabase(places);
  const read = database.read((store) => store.isValid(path));
  if (read.type === 'read') return read.value;
  await using daemon = openDaemon({ socket: daemonSocket(places), storeDir: places.store });
  return await daemon.isValidPath(path, signal);
}

/** Whether anybody activates a system just now. */
export async function isActivating(settings: HelperSettings, signal: AbortSignal): Promise<boolean> {
  const { run } = settings.places;
  if (await isLockHeld(join(run, 'nixos/switch-to-configuration.lock'), settings, signal)) return true;
  if (!existsSync(join(run, 'systemd/system'))) return false;
  const unit = `${ACTIVATION_UNIT}.service`;
  const { exitCode } = await runTool([settings.systemctl, 'is-active', '--quiet', unit], settings, signal);
  return exitCode === 0;
}

/** Boot loaders copy kernel and initrd, named by their place in the store, unless they are there. */
function lacksBootRoom(toplevel: string, boot: string): boolean {
  if (!existsSync(boot)) return false;
  const copied = ['EFI/nixos', 'kernels'].flatMap((folder) => {
    const path = join(boot, folder);
    return existsSync(path) ? readdirSync(path) : [];
  });
  const needed = ['kernel', 'initrd'].reduce((bytes, name) => {
    const link = join(toplevel, name);
    if (!existsSync(link)) return bytes;
    const file = realpathSync(link);
    const hash = basename(dirname(file)).slice(0, 32);
    return copied.some((name) => name.includes(hash)) ? bytes : bytes + statSync(file).size;
  }, 0);
  const { bavail, bsize } = statfsSync(boot);
  return needed > bavail * bsize;
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
