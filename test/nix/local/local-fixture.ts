import { join } from 'node:path';
import { systemClock } from '#base/clock.ts';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import { bundledPackages } from '#catalogue/bundled-packages.ts';
import { packageIndex } from '#catalogue/package-index.ts';
import { rootPrivileged } from '#helper/in-process.ts';
import { Attribute } from '#nix/attribute.ts';
import { OptionPath, ServiceName } from '#nix/names.ts';
import { type Nix, NixOptions } from '#nix/nix.ts';
import type { Privileged } from '#nix/privileged.ts';
import type { Request } from '#nix/request.ts';
import { openNix } from '#nix/systems/index.ts';
import type { NixFixture } from '../../contracts/nix.ts';
import { helperSettings } from '../../helper/helper-process.ts';
import { type MiniOptions, type MiniSystem, miniSystem } from '../mini-system.ts';

const HOME = join(import.meta.dirname, '../../..');
/** What the miniature has besides the packages that we know. */
const OWN = 'slow slower failing broken unfree insecure wrong-hash no-such-thing'
  .split(' ')
  .map((attribute) => ({
    ...{ attribute, version: '1.0', description: 'A package of the miniature', programs: [], spoken: [] },
    ...{ keywords: [], downloadBytes: 0, diskBytes: 0 },
  }));
const catalogue = { ...bundledCatalogue(), packages: packageIndex([...bundledPackages(), ...OWN]) };

export interface LocalFixture extends NixFixture {
  mini: MiniSystem;
  /** Opened with nobody who may change anything. */
  unprivileged(): Promise<Nix>;
}

/** A NixOS in miniature in the hands of root. */
export async function local(options: MiniOptions = {}): Promise<LocalFixture> {
  return localOn(await miniSystem(options));
}

/** The same with one that is there. */
export async function localOn(mini: MiniSystem): Promise<LocalFixture> {
  const open = (privileged: Privileged | undefined) => openLocal(mini, privileged);
  const again = () => open(rootPrivileged(helperSettings(mini), HOME, systemClock));
  return {
    mini,
    nix: await again(),
    again,
    unprivileged: () => open(undefined),
    change: install('ripgrep'),
    otherChange: { intent: 'remove_package', package: Attribute.parse('vim') },
    runs: ServiceName.parse('nginx'),
    rests: ServiceName.parse('cups'),
    option: { intent: 'set_option', option: OptionPath.parse('hardware.graphics.enable'), value: true },
    [Symbol.asyncDispose]: () => mini[Symbol.asyncDispose](),
  };
}

export function openLocal(
  mini: Pick<MiniSystem, 'root' | 'places' | 'environment'>,
  privileged: Privileged | undefined,
  builder: NixOptions['builder'] = 'native',
  readsAhead = false,
  offline = false,
): Promise<Nix> {
  const { root, places, environment } = mini;
  return openNix(
    NixOptions.parse({
      kind: 'local',
      places,
      host: 'mini',
      builder,
      systemctl: join(root, 'bin/systemctl'),
      journalctl: join(root, 'bin/journalctl'),
    }),
    {
      clock: systemClock,
      ...catalogue,
      directory: join(root, 'nowhere'),
      local: {
        state: join(root, 'home/.local/state/ask-nix/local'),
        cache: join(root, 'home/.cache/ask-nix'),
        environment,
        privileged,
        readsAhead,
        offline,
      },
    },
  );
}

export function install(attribute: string): Request {
  return { intent: 'install_package', package: Attribute.parse(attribute) };
}
