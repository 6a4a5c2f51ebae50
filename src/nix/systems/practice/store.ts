import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Package } from '#catalogue/package.ts';
import type { Layout } from './layout.ts';
import { type Marker, readRecord, type Software, StoreNote } from './records.ts';
import { kernelVersion, nixosVersion, versionAt } from './releases.ts';
import { storeName } from './store-path.ts';

/** What a toplevel takes on disk by itself. */
const TOPLEVEL_BYTES = 41_000_000;
const STUB =
  '#!/bin/sh\necho "$(basename "$0"): this is a program of the practice system; it only pretends."\n';

/** Everything a generation is made from. */
export interface SystemContent {
  software: Software;
  revision: number;
}

/** The store name of a package at a revision of nixpkgs. */
export function packagePath(found: Package, revision: number): string {
  return storeName(`${found.attribute}-${versionAt(found, revision)}`, 'package');
}

/** One entry of a system's software. */
export function softwareEntry(found: Package, revision: number): Software[number] {
  return {
    attribute: found.attribute,
    version: versionAt(found, revision),
    path: packagePath(found, revision),
  };
}

/** Puts a system into the store, each path at once; its packages are there. Gives the name of its toplevel. */
export function addSystem(layout: Layout, marker: Marker, { software, revision }: SystemContent): string {
  const kernel = kernelVersion(revision);
  const label = nixosVersion(marker, revision);
  const list = JSON.stringify(software);
  const modules = addPath(layout, storeName(`linux-${kernel}-modules`, ''), 130_000_000, (path) => {
    mkdirSync(join(path, `lib/modules/${kernel}`), { recursive: true });
  });
  const sw = addPath(layout, storeName('system-path', list), 1_000_000, (path) => {
    writeFileSync(join(path, 'packages.json'), list);
  });
  return addPath(
    layout,
    storeName(`nixos-system-${marker.hostName}-${label}`, list),
    TOPLEVEL_BYTES,
    (path) => {
      symlinkSync(`../${modules}`, join(path, 'kernel-modules'));
      symlinkSync(`../${sw}`, join(path, 'sw'));
      mkdirSync(join(path, 'bin'));
      const files = {
        'nixos-version': label,
        system: 'x86_64-linux',
        'init-interface-version': 'systemd',
        'kernel-params': 'loglevel=4',
        init: STUB,
        kernel: `practice kernel ${kernel}\n`,
        initrd: 'practice initrd\n',
        'bin/switch-to-configuration': STUB,
        'boot.json': JSON.stringify({
          'org.nixos.bootspec.v1': { label: `NixOS ${label} (Linux ${kernel})`, system: 'x86_64-linux' },
        }),
      };
      for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
    },
  );
}

export function addPackage(layout: Layout, found: Package, revision: number): string {
  return addPath(layout, packagePath(found, revision), found.diskBytes, (path) => {
    mkdirSync(join(path, 'bin'));
    writePrograms(join(path, 'bin'), found);
  });
}

/** Puts a package's commands into a folder: scripts that say what they are. */
export function writePrograms(folder: string, found: Package): void {
  for (const program of found.programs) {
    if (/^[\w+][\w+.-]{0,60}$/.test(program)) writeFileSync(join(folder, program), STUB, { mode: 0o755 });
  }
}

export function isInStore(layout: Layout, name: string): boolean {
  return existsSync(join(layout.store, name));
}

/** A path that is not whole yet starts with a dot, as nothing in a store may. */
function addPath(layout: Layout, name: string, bytes: number, fill: (path: string) => void): string {
  const path = join(layout.store, name);
  if (existsSync(path)) return name;
  const temporary = join(layout.store, `.${process.pid}-${name}`);
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  writeFileSync(join(temporary, '.practice.json'), JSON.stringify({ bytes }));
  fill(temporary);
  renameSync(temporary, path);
  return name;
}

/** What no generation needs: names below the store, with the bytes they claim to take. */
export function garbage(layout: Layout, alive: ReadonlySet<string>): { name: string; bytes: number }[] {
  return readdirSync(layout.store)
    .filter((name) => !alive.has(name))
    .sort()
    .map((name) => ({ name, bytes: bytesOf(layout, name) }));
}

function bytesOf(layout: Layout, name: string): number {
  const note = join(layout.store, name, '.practice.json');
  return existsSync(note) ? readRecord(note, StoreNote).bytes : statSync(join(layout.store, name)).size;
}
