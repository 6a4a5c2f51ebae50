import { existsSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import type { PackageIndex } from '#catalogue/package.ts';
import type { World } from './change.ts';
import type { OpenedSystem } from './open-system.ts';
import { readToplevel } from './read-system.ts';
import { ManagedConfig, readRecord, UndoRecord } from './records.ts';
import { newestRevision, parseRevision } from './releases.ts';
import { claimedBytes, unneededPaths } from './store.ts';

const NEAR_LIMIT = 3;

/** All that planning needs to know, read at one moment. Throws NixError bad-state. */
export function worldOf({ layout, marker, read }: OpenedSystem, packages: PackageIndex, now: number): World {
  const { generations, current } = read();
  const config = readRecord(layout.config, ManagedConfig);
  const newest = newestRevision(marker, now);
  return {
    generations,
    current,
    config: { ...config, packages: [...new Set(config.packages)].sort() },
    undo: readRecord(layout.undo, UndoRecord, []),
    newestRevision: newest,
    revisionOf: ({ nixosVersion }) => parseRevision(marker, nixosVersion, newest) ?? config.revision,
    byAttribute: (attribute) => packages.byAttribute(attribute),
    near: (attribute) => packages.named(attribute, NEAR_LIMIT).map((match) => match.package.attribute),
    garbage: () =>
      garbageOf({ layout, read }).map((name) => ({
        name,
        bytes: claimedBytes(name, (attribute) => packages.byAttribute(attribute)),
      })),
  };
}

/** What neither a generation nor the running or booted system needs, as it is now. */
export function garbageOf({ layout, read }: Pick<OpenedSystem, 'layout' | 'read'>): string[] {
  const needed = read().generations.flatMap(({ needs }) => needs);
  for (const link of [layout.currentSystem, layout.bootedSystem]) {
    if (!existsSync(link)) continue;
    const toplevel = basename(readlinkSync(link));
    needed.push(toplevel, ...(readToplevel(layout, toplevel)?.needs ?? []));
  }
  return unneededPaths(layout, new Set(needed));
}
