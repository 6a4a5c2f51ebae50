import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageIndex } from '#catalogue/package.ts';
import { changeOf, settingsOf } from '../../planning/settings.ts';
import {
  modulesContents,
  modulesPath,
  type SystemContent,
  settingsContents,
  settingsPath,
  softwareContents,
  softwarePath,
  toplevelContents,
  toplevelPath,
} from './contents.ts';
import { linkIn, recipeOf } from './damage.ts';
import { linkDurably } from './durable-link.ts';
import { isReadable } from './is-readable.ts';
import { type Layout, linkName, parseLinkName } from './layout.ts';
import { currentToplevel, readProfile, readSettings, readToplevel } from './read-system.ts';
import { damaged, ManagedConfig, type Marker, readRecord } from './records.ts';
import { kernelVersion, LAST_REVISION, parseRevision } from './releases.ts';
import { repairPaths } from './repair.ts';
import { softwareEntry } from './store.ts';

/** A profile that leads to no generation leads to the one that runs, else to the newest. Says what was done. */
export function mendProfile(layout: Layout, now: number): string | undefined {
  if (isReadable(() => currentToplevel(layout))) return undefined;
  const running = linkIn(layout.currentSystem);
  const whole = wholeGenerations(layout);
  const found = whole.find(({ toplevel }) => toplevel === running) ?? whole[0];
  if (!found) return undefined;
  linkDurably(layout.profile, linkName(found.number), now);
  return `The profile led to no generation, so generation ${found.number} is in use now.`;
}

/**
 * A present system that cannot be read is made again from what it or the configuration says, or else the generation before
 * takes its place. Says what was done. Throws NixError bad-state when neither can be.
 */
export function mendSystem(
  layout: Layout,
  marker: Marker,
  packages: PackageIndex,
  now: number,
): string | undefined {
  const toplevel = currentToplevel(layout);
  if (isWhole(layout, toplevel)) return undefined;
  const number = readProfile(layout);
  const content = contentOf(layout, marker, toplevel, packages);
  if (content) {
    repairSystem(layout, marker, content);
    return `The system of generation ${number} could not be read, so I made it again.`;
  }
  const others = wholeGenerations(layout).filter((one) => one.number !== number);
  const found = others.find((one) => one.number < number) ?? others[0];
  if (!found) throw damaged(join(layout.store, toplevel), 'cannot be read, and nothing tells what it was');
  linkDurably(layout.profile, linkName(found.number), now);
  linkDurably(layout.currentSystem, `../nix/store/${found.toplevel}`, now);
  return `Generation ${number} is damaged beyond repair, so generation ${found.number} is in use now.`;
}

/** What the system was made from, if its name, which is a hash of that, agrees. */
function contentOf(
  layout: Layout,
  marker: Marker,
  toplevel: string,
  packages: PackageIndex,
): SystemContent | undefined {
  const label = toplevel.slice(toplevel.lastIndexOf('-') + 1);
  const revision = parseRevision(marker, label, LAST_REVISION);
  if (revision === undefined) return undefined;
  const made = [recipeOf(layout, toplevel, revision), ...contentsOfConfig(layout, revision, packages)];
  return made.find((content) => content && toplevelPath(marker, content) === toplevel);
}

function contentsOfConfig(layout: Layout, revision: number, packages: PackageIndex): SystemContent[] {
  if (!isReadable(() => readRecord(layout.config, ManagedConfig))) return [];
  const config = readRecord(layout.config, ManagedConfig);
  const found = [...config.packages].sort().flatMap((attribute) => packages.byAttribute(attribute) ?? []);
  const software = found.map((one) => softwareEntry(one, revision));
  // Systems from before there were settings have none.
  return [settingsOf(changeOf(config)), undefined].map((settings) => ({ software, revision, settings }));
}

function repairSystem(layout: Layout, marker: Marker, content: SystemContent): void {
  const { software, revision, settings } = content;
  const kernel = kernelVersion(revision);
  const parts = [
    { name: modulesPath(kernel), contents: modulesContents(kernel) },
    { name: softwarePath(software), contents: softwareContents(software) },
    ...(settings ? [{ name: settingsPath(settings), contents: settingsContents(settings) }] : []),
    { name: toplevelPath(marker, content), contents: toplevelContents(marker, content) },
  ];
  repairPaths(
    layout,
    parts.map((part) => ({ ...part, what: part.name })),
  );
}

/** Newest first. */
function wholeGenerations(layout: Layout): { number: number; toplevel: string }[] {
  if (!existsSync(layout.profiles)) return [];
  const found = readdirSync(layout.profiles).flatMap((name) => {
    const number = parseLinkName(name);
    const toplevel = linkIn(join(layout.profiles, name));
    if (number === undefined || toplevel === undefined) return [];
    return isWhole(layout, toplevel) ? [{ number, toplevel }] : [];
  });
  return found.sort((a, b) => b.number - a.number);
}

function isWhole(layout: Layout, toplevel: string): boolean {
  return isReadable(() => readToplevel(layout, toplevel)) && isReadable(() => readSettings(layout, toplevel));
}
