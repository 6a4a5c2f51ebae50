import { lutimesSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Managed, writeConfiguration } from './folders.ts';
import { mustRun } from './run.ts';

/** One state that the machine was in. */
export interface PastGeneration {
  daysAgo: number;
  managed: Managed;
  /** More of the configuration, in Nix. */
  more?: string;
}

export const PAST: readonly PastGeneration[] = [
  { daysAgo: 30, managed: { packages: ['hello'] } },
  {
    daysAgo: 10,
    managed: { packages: ['hello', 'vim'], options: { 'services.nginx.enable': true } },
    more: 'system.nixos.tags = [ "with-vim" ];',
  },
  {
    daysAgo: 1,
    managed: { packages: ['hello', 'vim', 'firefox'], options: { 'services.nginx.enable': true } },
    more: 'system.configurationRevision = "0123456789abcdef0123456789abcdef01234567";',
  },
];

const DAY_S = 86_400;

/**
 * Builds the systems of `past` in one run of Nix, makes them generations of the system profile and activates the last; the
 * first is the one that was booted. What the last was built from is left as the configuration.
 */
export async function livePast(
  root: string,
  past: readonly PastGeneration[],
  environment: Record<string, string>,
): Promise<void> {
  const configuration = join(root, 'etc/nixos');
  const folders = past.map((_, index) =>
    index === past.length - 1 ? configuration : join(root, 'past', String(index + 1)),
  );
  past.forEach(({ managed, more }, index) => {
    writeConfiguration(folders[index] as string, managed, more);
  });
  const build = ['nix-build', '--no-out-link', join(import.meta.dirname, 'past.nix')];
  const built = await mustRun([...build, '--arg', 'folders', `[ ${folders.join(' ')} ]`], environment);
  const systems = built.trim().split('\n');
  const profile = join(root, 'nix/var/nix/profiles/system');
  past.forEach(({ daysAgo }, index) => {
    const link = `${profile}-${index + 1}-link`;
    symlinkSync(systems[index] as string, link);
    const made = Date.now() / 1000 - daysAgo * DAY_S;
    lutimesSync(link, made, made);
  });
  symlinkSync(`system-${past.length}-link`, profile);
  symlinkSync(systems[0] as string, join(root, 'run/booted-system'));
  const activate = join(systems.at(-1) as string, 'bin/switch-to-configuration');
  await mustRun([activate, 'switch'], { ...environment, NIXOS_INSTALL_BOOTLOADER: '0' });
}
