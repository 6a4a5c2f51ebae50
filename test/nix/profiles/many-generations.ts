import { chmodSync, lutimesSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NixPlaces } from '#nix/places.ts';

const DAY_S = 86_400;
/** As a machine has it that is updated each week and changed now and then. */
const PER_KERNEL = 12;
const PER_SCRIPT = 4;

/** The places of a system below `root`, of which nothing is there yet. */
export function emptyPlaces(root: string): NixPlaces {
  const places = {
    store: join(root, 'store'),
    state: join(root, 'state'),
    run: join(root, 'run'),
    configuration: join(root, 'etc'),
    boot: join(root, 'boot'),
  };
  for (const folder of [places.store, join(places.state, 'profiles'), places.run])
    mkdirSync(folder, { recursive: true });
  return places;
}

/** A profile of `count` generations with the layout of NixOS, a toplevel each; the newest is current and runs. */
export function writeGenerations(places: NixPlaces, count: number): void {
  const profile = join(places.state, 'profiles/system');
  for (let number = 1; number <= count; number++) {
    const toplevel = writeToplevel(places, number);
    const link = `${profile}-${number}-link`;
    symlinkSync(toplevel, link);
    const madeAt = 1_770_000_000 - (count - number) * DAY_S;
    lutimesSync(link, madeAt, madeAt);
    if (number === count) symlinkSync(toplevel, join(places.run, 'current-system'));
    if (number === Math.ceil(count / 2)) symlinkSync(toplevel, join(places.run, 'booted-system'));
  }
  symlinkSync(`system-${count}-link`, profile);
}

function writeToplevel({ store }: NixPlaces, number: number): string {
  const release = Math.floor(number / PER_SCRIPT);
  const version = `26.05.2026${String(release).padStart(4, '0')}.abcdef0`;
  const kernel = `6.12.${Math.floor(number / PER_KERNEL)}`;
  const modules = storePath(store, Math.floor(number / PER_KERNEL), `linux-${kernel}-modules`);
  mkdirSync(join(modules, 'lib/modules', kernel), { recursive: true });
  const script = storePath(store, release, 'nixos-version');
  mkdirSync(join(script, 'bin'), { recursive: true });
  const program = join(script, 'bin/nixos-version');
  writeFileSync(program, versionScript(version, release % 3 ? `${release}`.padStart(40, '0') : undefined));
  chmodSync(program, 0o755);
  const sw = storePath(store, number, 'system-path');
  mkdirSync(join(sw, 'bin'), { recursive: true });
  symlinkSync(program, join(sw, 'bin/nixos-version'));
  const label = number % 10 ? version : `before-update-${version}`;
  const toplevel = storePath(store, number, `nixos-system-many-${label}`);
  mkdirSync(join(toplevel, 'specialisation'), { recursive: true });
  writeFileSync(join(toplevel, 'nixos-version'), label);
  symlinkSync(modules, join(toplevel, 'kernel-modules'));
  symlinkSync(sw, join(toplevel, 'sw'));
  const specialisations = number % 20 === 0 ? ['gaming'] : [];
  for (const name of specialisations) symlinkSync(modules, join(toplevel, 'specialisation', name));
  writeFileSync(join(toplevel, 'boot.json'), bootspec(toplevel, label, kernel, specialisations));
  return toplevel;
}

export function storePath(store: string, seed: number, name: string): string {
  return join(store, `${nixDigits(seed).padStart(32, '0')}-${name}`);
}

/** Nix writes hashes with 32 digits, among which e, o, t and u are not. */
function nixDigits(value: number): string {
  return value.toString(32).replaceAll(/[eotu]/g, (digit) => 'wxyz'['eotu'.indexOf(digit)] as string);
}

/** The script of NixOS, as it is without and with the revision of a configuration. */
export function versionScript(version: string, revision?: string): string {
  const json = JSON.stringify({
    ...(revision && { configurationRevision: revision }),
    nixosVersion: version,
    nixpkgsRevision: 'abcdef0123',
  });
  return `#!/bin/sh
case "$1" in
  --hash|--revision)
    echo "abcdef0123"
    ;;
  --configuration-revision)
    if ${revision ? 'false' : 'true'}; then
      echo "$0: configuration revision is unknown" >&2
      exit 1
    fi
    echo "${revision ?? '@configurationRevision@'}"
    ;;
  --json)
    cat <<EOF
${json}
EOF
    ;;
  *)
    echo "${version} (Yarara)"
    ;;
esac
`;
}

/** As NixOS writes it, with what we do not read left plain. */
function bootspec(
  toplevel: string,
  label: string,
  kernel: string,
  specialisations: readonly string[],
): string {
  const spec = {
    init: `${toplevel}/init`,
    initrd: `${toplevel}/initrd`,
    kernel: `${toplevel}/kernel`,
    kernelParams: ['loglevel=4', 'lsm=landlock,yama,bpf'],
    label: `NixOS Yarara ${label} (Linux ${kernel})`,
    system: 'x86_64-linux',
    toplevel,
  };
  const child = { 'org.nixos.bootspec.v1': spec, 'org.nixos.specialisation.v1': {} };
  return JSON.stringify({
    'org.nixos.bootspec.v1': spec,
    'org.nixos.specialisation.v1': Object.fromEntries(specialisations.map((name) => [name, child])),
  });
}
