import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Package } from '#catalogue/package.ts';
import {
  type Contents,
  modulesContents,
  modulesPath,
  packageContents,
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
import type { OpenedSystem } from './open-system.ts';
import { RECIPE, Settings, Software } from './records.ts';
import { kernelVersion, newestRevision, parseRevision } from './releases.ts';
import { packageOf } from './store.ts';

/** A store path that does not hold what its name says. */
export interface Damage {
  name: string;
  /** What it belongs to: an attribute, or the rest of its name. */
  what: string;
  attribute?: string;
  /** What it has to hold; absent: nothing that is left can tell. */
  contents?: Contents;
}

interface Known {
  contents: Contents;
  attribute?: string;
}

const Recipe = z.object({ [RECIPE]: z.object({ software: Software, settings: Settings }) });

/** Compares every path of the store, and those that generations miss, with what they have to hold. */
export function findDamage(
  { layout, marker, read }: OpenedSystem,
  byAttribute: (attribute: string) => Package | undefined,
  now: number,
): { paths: number; damaged: Damage[] } {
  const names = new Set(readdirSync(layout.store).filter(isStoreName));
  for (const { needs } of read().generations) for (const name of needs) names.add(name);
  for (const name of readdirSync(layout.profiles)) {
    const target = /-link$/.test(name) ? linkIn(join(layout.profiles, name)) : undefined;
    if (target && isStoreName(target)) names.add(target);
  }

  const known = new Map<string, Known>();
  for (const name of names) {
    if (!/^\w{32}-nixos-system-/.test(name)) continue;
    const revision = parseRevision(
      marker,
      name.slice(name.lastIndexOf('-') + 1),
      newestRevision(marker, now),
    );
    const content = revision === undefined ? undefined : recipeOf(layout, name, revision);
    if (!content || toplevelPath(marker, content) !== name) continue;
    const kernel = kernelVersion(content.revision);
    known.set(name, { contents: toplevelContents(marker, content) });
    known.set(modulesPath(kernel), { contents: modulesContents(kernel) });
    known.set(softwarePath(content.software), { contents: softwareContents(content.software) });
    if (content.settings)
      known.set(settingsPath(content.settings), { contents: settingsContents(content.settings) });
  }

  const damaged: Damage[] = [];
  for (const name of [...names].sort()) {
    const expected = known.get(name) ?? partIn(layout, name) ?? packageIn(name, byAttribute);
    const path = join(layout.store, name);
    const isWhole = expected ? holds(path, expected.contents) : !isSystemPart(name) && existsSync(path);
    if (!isWhole) damaged.push({ name, what: expected?.attribute ?? name.slice(33), ...expected });
  }
  return { paths: names.size, damaged };
}

/** Anything else in a store is nobody's. */
function isStoreName(name: string): boolean {
  return /^\w{32}-./.test(name);
}

/** What a toplevel was made from, by its own word or by what it leads to. */
export function recipeOf(layout: Layout, toplevel: string, revision: number): SystemContent | undefined {
  const path = join(layout.store, toplevel);
  const own = Recipe.safeParse(jsonIn(join(path, 'boot.json')));
  if (own.success) return { ...own.data[RECIPE], revision };
  const [sw, etc] = [linkIn(join(path, 'sw')), linkIn(join(path, 'etc'))];
  const software = Software.safeParse(jsonIn(join(layout.store, sw ?? '', 'packages.json')));
  const settings = etc ? Settings.safeParse(jsonIn(join(layout.store, etc, 'settings.json'))) : undefined;
  if (!software.success || settings?.success === false) return undefined;
  return { software: software.data, settings: settings?.data, revision };
}

/** A part that no toplevel leads to can still be what its name says, which is a hash of what it holds. */
function partIn(layout: Layout, name: string): Known | undefined {
  const path = join(layout.store, name);
  if (name.endsWith('-system-path')) {
    const { data } = Software.safeParse(jsonIn(join(path, 'packages.json')));
    return data && softwarePath(data) === name ? { contents: softwareContents(data) } : undefined;
  }
  if (!name.endsWith('-etc')) return undefined;
  const { data } = Settings.safeParse(jsonIn(join(path, 'settings.json')));
  return data && settingsPath(data) === name ? { contents: settingsContents(data) } : undefined;
}

function isSystemPart(name: string): boolean {
  return /^\w{32}-(nixos-system-.*|system-path|etc)$/.test(name);
}

function packageIn(name: string, byAttribute: (attribute: string) => Package | undefined): Known | undefined {
  const found = packageOf(name, byAttribute);
  return found && { contents: packageContents(found), attribute: found.attribute };
}

/** Exactly this, and nothing else. */
function holds(path: string, { files, links, folders }: Contents): boolean {
  try {
    const wanted = new Set([...Object.keys(files), ...Object.keys(links)]);
    return (
      [...entriesBelow(path)].every((entry) => wanted.has(entry.path)) &&
      Object.entries(files).every(([file, text]) => readFileSync(join(path, file), 'utf8') === text) &&
      Object.entries(links).every(([link, target]) => readlinkSync(join(path, link)) === target) &&
      folders.every((folder) => lstatSync(join(path, folder)).isDirectory())
    );
  } catch {
    // Whatever cannot be read is not as it should be.
    return false;
  }
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // What cannot be read says nothing.
    return undefined;
  }
}

/** The store name that a link leads to, if it is one. */
export function linkIn(path: string): string | undefined {
  try {
    return basename(readlinkSync(path));
  } catch {
    // No link leads nowhere.
    return undefined;
  }
}
