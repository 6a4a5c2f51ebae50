import { existsSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { NixError } from '#base/errors.ts';
import type { Catalogue } from '#catalogue/catalogue.ts';
import type { Change } from '../../planning/change.ts';
import { isConfigApplied } from '../../planning/change.ts';
import { nearNames } from '../../planning/near-names.ts';
import type { World } from '../../planning/world.ts';
import type { OpenedSystem } from './open-system.ts';
import { readSettings, readToplevel } from './read-system.ts';
import { ManagedConfig, readRecord, type Settings, UndoRecord, Units } from './records.ts';
import { newestRevision, parseRevision } from './releases.ts';
import { claimedBytes, packagePath, unneededPaths } from './store.ts';

/** The world that requests are planned against, with what only the practice system knows. */
export interface PracticeWorld extends World {
  config: ManagedConfig;
  undo: UndoRecord;
}

/** What is practiced is the system of everybody. */
const NO_PROFILES: World['own'] = {
  type: 'answer',
  answer: { type: 'failed', code: 'no-own-profile', restored: true },
};

/** All that planning needs to know, read at one moment. Throws NixError bad-state. */
export function worldOf(
  { layout, marker, read }: OpenedSystem,
  { packages, settings }: Catalogue,
  now: number,
): PracticeWorld {
  const { generations, current } = read();
  const written = readRecord(layout.config, ManagedConfig);
  const config = { ...written, packages: [...new Set(written.packages)].sort() };
  const newest = newestRevision(marker, now);
  const running = linkedToplevel(layout.currentSystem) ?? current.toplevel;
  const booted = linkedToplevel(layout.bootedSystem);
  const byAttribute = (attribute: string) => packages.byAttribute(attribute);
  return {
    now,
    generations,
    current,
    booted: new Set(generations.filter(({ toplevel }) => toplevel === booted).map(({ number }) => number)),
    newest: new Set(),
    config,
    own: NO_PROFILES,
    isApplied: () => isConfigApplied({ config, current }),
    undo: readRecord(layout.undo, UndoRecord, []),
    enabled: new Set<string>(settingsOr(config, () => readSettings(layout, running)).services),
    units: readRecord(layout.units, Units, {}),
    newestRevision: newest,
    revisionOf: ({ nixosVersion }) => parseRevision(marker, nixosVersion, newest) ?? config.revision,
    byAttribute,
    settings,
    near: nearNames(packages, settings),
    garbage: (gone, change) =>
      garbageOf({ layout, read }, gone, keptBy(change, byAttribute)).map((name) => ({
        name,
        bytes: claimedBytes(layout, name, byAttribute),
      })),
  };
}

function keptBy(
  change: Pick<Change, 'packages' | 'revision'> | undefined,
  byAttribute: World['byAttribute'],
): string[] {
  return [...(change?.packages ?? [])].flatMap((attribute) => {
    const found = byAttribute(attribute);
    return found ? [packagePath(found, change?.revision ?? 0)] : [];
  });
}

/** What neither a generation nor the running or booted system needs, as it is now. */
export function garbageOf(
  { layout, read }: Pick<OpenedSystem, 'layout' | 'read'>,
  gone: ReadonlySet<number> = new Set(),
  kept: readonly string[] = [],
): string[] {
  const needed = read().generations.flatMap(({ number, needs }) => (gone.has(number) ? [] : needs));
  for (const link of [layout.currentSystem, layout.bootedSystem]) {
    const toplevel = linkedToplevel(link);
    if (toplevel) needed.push(toplevel, ...(readToplevel(layout, toplevel)?.needs ?? []));
  }
  return unneededPaths(layout, new Set([...needed, ...kept]));
}

/** Damaged settings are there to be found and repaired; until then the configuration tells what was meant. */
function settingsOr(config: Settings, read: () => Settings): Settings {
  try {
    return read();
  } catch (error) {
    if (error instanceof NixError) return config;
    throw error;
  }
}

function linkedToplevel(link: string): string | undefined {
  return existsSync(link) ? basename(readlinkSync(link)) : undefined;
}
