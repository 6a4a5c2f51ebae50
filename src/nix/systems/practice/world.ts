import { existsSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { NixError } from '#base/errors.ts';
import type { Catalogue } from '#catalogue/catalogue.ts';
import type { Package } from '#catalogue/package.ts';
import type { SettingsIndex } from '#catalogue/settings-index.ts';
import type { OpenedSystem } from './open-system.ts';
import { readSettings, readToplevel, type SystemGeneration } from './read-system.ts';
import { ManagedConfig, readRecord, type Settings, UndoRecord, Units } from './records.ts';
import { newestRevision, parseRevision } from './releases.ts';
import { claimedBytes, unneededPaths } from './store.ts';

const NEAR_LIMIT = 3;

/** What requests are planned against: all that is known of the system at one moment. */
export interface World {
  now: number;
  generations: readonly SystemGeneration[];
  current: SystemGeneration;
  /** Generations that the machine was started from. */
  booted: ReadonlySet<number>;
  config: ManagedConfig;
  undo: UndoRecord;
  /** Services that the running system enables, and how they are when that is something else. */
  enabled: ReadonlySet<string>;
  units: Units;
  newestRevision: number;
  /** The revision of nixpkgs that a generation was made from. */
  revisionOf(generation: SystemGeneration): number;
  byAttribute(attribute: string): Package | undefined;
  settings: SettingsIndex;
  /** Names that a wrong one may have meant: attributes, units, option paths. */
  near: Record<'package' | 'service' | 'option', (name: string) => readonly string[]>;
  /** Names below the store that nothing needs, when the generations `gone` are gone and `kept` is in use. */
  garbage(gone?: ReadonlySet<number>, kept?: readonly string[]): readonly Garbage[];
}

export interface Garbage {
  name: string;
  bytes: number;
}

/** All that planning needs to know, read at one moment. Throws NixError bad-state. */
export function worldOf(
  { layout, marker, read }: OpenedSystem,
  { packages, settings }: Catalogue,
  now: number,
): World {
  const { generations, current } = read();
  const config = readRecord(layout.config, ManagedConfig);
  const newest = newestRevision(marker, now);
  const running = linkedToplevel(layout.currentSystem) ?? current.toplevel;
  const booted = linkedToplevel(layout.bootedSystem);
  const byAttribute = (attribute: string) => packages.byAttribute(attribute);
  return {
    now,
    generations,
    current,
    booted: new Set(generations.filter(({ toplevel }) => toplevel === booted).map(({ number }) => number)),
    config: { ...config, packages: [...new Set(config.packages)].sort() },
    undo: readRecord(layout.undo, UndoRecord, []),
    enabled: new Set<string>(settingsOr(config, () => readSettings(layout, running)).services),
    units: readRecord(layout.units, Units, {}),
    newestRevision: newest,
    revisionOf: ({ nixosVersion }) => parseRevision(marker, nixosVersion, newest) ?? config.revision,
    byAttribute,
    settings,
    near: {
      package: (name) => packages.named(name, NEAR_LIMIT).map((match) => match.package.attribute),
      service: (name) => settings.servicesNamed(name, NEAR_LIMIT).map(({ item }) => item.unit),
      option: (name) => settings.optionsNamed(name, NEAR_LIMIT).map(({ item }) => item.path),
    },
    garbage: (gone, kept) =>
      garbageOf({ layout, read }, gone, kept).map((name) => ({
        name,
        bytes: claimedBytes(layout, name, byAttribute),
      })),
  };
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
