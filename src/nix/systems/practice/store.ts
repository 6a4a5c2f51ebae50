import { existsSync, lstatSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '#base/make-folder.ts';
import type { Package } from '#catalogue/package.ts';
import type { Software } from '../../planning/world.ts';
import {
  type Contents,
  modulesContents,
  modulesPath,
  packageContents,
  programFiles,
  type SystemContent,
  settingsContents,
  settingsPath,
  softwareContents,
  softwarePath,
  toplevelContents,
  toplevelPath,
} from './contents.ts';
import { entriesBelow } from './entries-below.ts';
import type { Layout } from './layout.ts';
import type { Marker } from './records.ts';
import { kernelVersion, versionAt } from './releases.ts';
import { storeName } from './store-path.ts';

/** Where equal files are one, when the store is optimised, named by their content. */
export const LINKS = '.links';
const CLAIMED_BYTES: readonly (readonly [RegExp, number])[] = [
  [/^\w{32}-nixos-system-/, 41_000_000],
  [/^\w{32}-linux-[\d.]+-modules$/, 130_000_000],
  [/^\w{32}-system-path$/, 1_000_000],
  [/^\w{32}-etc$/, 300_000],
];
/** The part of a store path that is left when it shares its files with others. */
const OPTIMISED_SHARE = 0.75;

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
export function addSystem(layout: Layout, marker: Marker, content: SystemContent): string {
  const { software, revision, settings } = content;
  const kernel = kernelVersion(revision);
  addPath(layout, modulesPath(kernel), modulesContents(kernel));
  addPath(layout, softwarePath(software), softwareContents(software));
  if (settings) addPath(layout, settingsPath(settings), settingsContents(settings));
  return addPath(layout, toplevelPath(marker, content), toplevelContents(marker, content));
}

export function addPackage(layout: Layout, found: Package, revision: number): string {
  return addPath(layout, packagePath(found, revision), packageContents(found));
}

/** Puts a package's commands into a folder. */
export function writePrograms(folder: string, found: Package): void {
  for (const [file, text] of Object.entries(programFiles(found, '')))
    writeFileSync(join(folder, file), text, { mode: 0o755 });
}

export function isInStore(layout: Layout, name: string): boolean {
  return existsSync(join(layout.store, name));
}

/** A path that is not whole yet starts with a dot, as nothing in a store may. */
export function addPath(layout: Layout, name: string, contents: Contents): string {
  const path = join(layout.store, name);
  if (existsSync(path)) return name;
  const temporary = join(layout.store, `.${process.pid}-${name}`);
  rmSync(temporary, { recursive: true, force: true });
  const files = Object.entries(contents.files);
  for (const folder of new Set(['.', ...contents.folders, ...files.map(([file]) => dirname(file))]))
    makeFolder(join(temporary, folder));
  for (const [file, text] of files) writeFileSync(join(temporary, file), text, { mode: 0o755 });
  for (const [link, target] of Object.entries(contents.links)) symlinkSync(target, join(temporary, link));
  renameSync(temporary, path);
  return name;
}

/** Names below the store that are not among those `alive`. */
export function unneededPaths(layout: Layout, alive: ReadonlySet<string>): string[] {
  return readdirSync(layout.store)
    .filter((name) => !alive.has(name) && name !== LINKS)
    .sort();
}

/** What a store path would take if it were real: of a package what the catalogue says. */
export function claimedBytes(
  layout: Layout,
  name: string,
  byAttribute: (attribute: string) => Package | undefined,
): number {
  const [, known] = CLAIMED_BYTES.find(([pattern]) => pattern.test(name)) ?? [];
  const bytes = known ?? packageOf(name, byAttribute)?.diskBytes ?? 0;
  return Math.round(bytes * (sharesFiles(join(layout.store, name)) ? OPTIMISED_SHARE : 1));
}

/** The package that a store path is of, by its name. */
export function packageOf(
  name: string,
  byAttribute: (attribute: string) => Package | undefined,
): Package | undefined {
  const parts = name.slice(name.indexOf('-') + 1).split('-');
  for (let length = parts.length; length > 0; length--) {
    const found = byAttribute(parts.slice(0, length).join('-'));
    if (found) return found;
  }
  return undefined;
}

/** One of its files tells for all: they are optimised together. */
function sharesFiles(path: string): boolean {
  try {
    for (const entry of entriesBelow(path))
      if (entry.file) return lstatSync(join(path, entry.path)).nlink > 1;
    return false;
  } catch {
    // Gone in the meantime, or no folder: then it shares nothing.
    return false;
  }
}
