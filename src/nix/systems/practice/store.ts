import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Package } from '#catalogue/package.ts';
import type { Layout } from './layout.ts';
import type { Marker, Software } from './records.ts';
import { kernelVersion, nixosVersion, versionAt } from './releases.ts';
import { storeName } from './store-path.ts';

const LINKS = '.links';
const CLAIMED_BYTES: readonly (readonly [RegExp, number])[] = [
  [/^\w{32}-nixos-system-/, 41_000_000],
  [/^\w{32}-linux-[\d.]+-modules$/, 130_000_000],
  [/^\w{32}-system-path$/, 1_000_000],
];
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

/** The store name of what is installed. */
export function softwarePath(software: Software): string {
  return storeName('system-path', JSON.stringify(software));
}

/** Puts a system into the store, each path at once; its packages are there. Gives the name of its toplevel. */
export function addSystem(layout: Layout, marker: Marker, { software, revision }: SystemContent): string {
  const kernel = kernelVersion(revision);
  const label = nixosVersion(marker, revision);
  const list = JSON.stringify(software);
  const modules = addPath(layout, storeName(`linux-${kernel}-modules`, ''), (path) => {
    mkdirSync(join(path, `lib/modules/${kernel}`), { recursive: true });
  });
  const sw = addPath(layout, softwarePath(software), (path) => {
    writeFileSync(join(path, 'packages.json'), list);
  });
  return addPath(layout, storeName(`nixos-system-${marker.hostName}-${label}`, list), (path) => {
    symlinkSync(`../${modules}`, join(path, 'kernel-modules'));
    symlinkSync(`../${sw}`, join(path, 'sw'));
    mkdirSync(join(path, 'bin'));
    const bootspec = { label: `NixOS ${label} (Linux ${kernel})`, system: 'x86_64-linux' };
    const files = {
      'nixos-version': label,
      system: 'x86_64-linux',
      'init-interface-version': 'systemd',
      'kernel-params': 'loglevel=4',
      init: STUB,
      kernel: `practice kernel ${kernel}\n`,
      initrd: 'practice initrd\n',
      'bin/switch-to-configuration': STUB,
      'boot.json': JSON.stringify({ 'org.nixos.bootspec.v1': bootspec }),
    };
    for (const [file, text] of Object.entries(files)) addFile(layout, join(path, file), text);
  });
}

export function addPackage(layout: Layout, found: Package, revision: number): string {
  return addPath(layout, packagePath(found, revision), (path) => {
    mkdirSync(join(path, 'bin'));
    for (const program of programsOf(found)) addFile(layout, join(path, 'bin', program), STUB);
  });
}

/** Puts a package's commands into a folder: scripts that say what they are. */
export function writePrograms(folder: string, found: Package): void {
  for (const program of programsOf(found)) writeFileSync(join(folder, program), STUB, { mode: 0o755 });
}

/** Those that are plain file names, whatever a catalogue says. */
function programsOf(found: Package): readonly string[] {
  return found.programs.filter((program) => /^[\w+][\w+.-]{0,60}$/.test(program));
}

export function isInStore(layout: Layout, name: string): boolean {
  return existsSync(join(layout.store, name));
}

/** A path that is not whole yet starts with a dot, as nothing in a store may. */
function addPath(layout: Layout, name: string, fill: (path: string) => void): string {
  const path = join(layout.store, name);
  if (existsSync(path)) return name;
  const temporary = join(layout.store, `.${process.pid}-${name}`);
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  fill(temporary);
  renameSync(temporary, path);
  return name;
}

/** Equal files are one, linked in `.links` by their content as Nix does when it optimises. */
function addFile(layout: Layout, path: string, text: string): void {
  const shared = join(layout.store, LINKS, createHash('sha256').update(text).digest('hex').slice(0, 52));
  if (!existsSync(shared)) {
    const temporary = `${shared}.${process.pid}`;
    mkdirSync(join(layout.store, LINKS), { recursive: true });
    writeFileSync(temporary, text, { mode: 0o755 });
    renameSync(temporary, shared);
  }
  linkSync(shared, path);
}

/** Names below the store that are not among those `alive`. */
export function unneededPaths(layout: Layout, alive: ReadonlySet<string>): string[] {
  return readdirSync(layout.store)
    .filter((name) => !alive.has(name) && name !== LINKS)
    .sort();
}

/** What a store path would take if it were real: of a package what the catalogue says. */
export function claimedBytes(name: string, byAttribute: (attribute: string) => Package | undefined): number {
  const [, known] = CLAIMED_BYTES.find(([pattern]) => pattern.test(name)) ?? [];
  if (known !== undefined) return known;
  const parts = name.slice(name.indexOf('-') + 1).split('-');
  for (let length = parts.length; length > 0; length--) {
    const found = byAttribute(parts.slice(0, length).join('-'));
    if (found) return found.diskBytes;
  }
  return 0;
}
