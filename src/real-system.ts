import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '#base/clock.ts';
import { wholeEnvironment } from '#config/environment.ts';
import type { Paths } from '#config/paths.ts';
import type { NixOptions } from '#nix/nix.ts';
import { NixPlaces } from '#nix/places.ts';
import type { Privileged } from '#nix/privileged.ts';
import type { LocalDependencies } from '#nix/systems/index.ts';

type LocalOptions = Extract<NixOptions, { kind: 'local' }>;

/** What a real system needs besides its places: ours on the disk, and whoever may do what needs root. */
export async function realSystem(
  options: LocalOptions,
  { state, cache, home }: Pick<Paths, 'state' | 'cache' | 'home'>,
  clock: Clock,
  readsAhead = false,
): Promise<LocalDependencies> {
  const environment = wholeEnvironment();
  return {
    state: join(state, 'local'),
    cache,
    environment,
    readsAhead,
    privileged: await privilegedFor(options, join(state, 'helper'), home, environment, clock),
  };
}

/** We ourselves when we are root, else the root helper if it is there; else nobody. */
async function privilegedFor(
  { places, helper, host, systemctl }: LocalOptions,
  folder: string,
  home: string,
  environment: Readonly<Record<string, string>>,
  clock: Clock,
): Promise<Privileged | undefined> {
  if (process.getuid?.() === 0) {
    const [{ rootPrivileged }, { HelperSettings }] = await Promise.all([
      import('#helper/in-process.ts'),
      import('#helper/settings.ts'),
    ]);
    const settings = HelperSettings.parse({
      places,
      // Of this machine itself, what the helper is at is to be known to both.
      ...(isDeepStrictEqual(places, NixPlaces.parse({})) ? {} : { state: folder, log: folder }),
      environment,
      systemctl,
      ...(host !== undefined && { host }),
    });
    return rootPrivileged(settings, home, clock);
  }
  if (!existsSync(helper)) return undefined;
  return (await import('#nix/privileged/helper-client.ts')).helperClient(helper);
}
