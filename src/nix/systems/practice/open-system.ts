import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { sayDiskTrouble } from '#base/disk-trouble.ts';
import { NixError } from '#base/errors.ts';
import type { PackageIndex } from '#catalogue/package.ts';
import { createSystem } from './create-system.ts';
import { type Layout, layoutOf } from './layout.ts';
import { mendUnlessBusy } from './mend.ts';
import { type SystemState, systemReader } from './read-system.ts';
import { damaged, Marker, readRecord } from './records.ts';

export interface OpenedSystem {
  layout: Layout;
  marker: Marker;
  read: () => SystemState;
  /** What was damaged and is put right, a sentence each. */
  repairs: readonly string[];
}

/**
 * The practice system in `directory`, made when there is none, and with what a killed change or the disk left
 * there put right.
 * Throws NixError: bad-state for a folder that is something else or damaged, unwritable.
 */
export function openSystem(directory: string, packages: PackageIndex, now: number): OpenedSystem {
  if (isFree(directory)) createSystem(directory, packages, now);
  const layout = layoutOf(directory);
  if (!existsSync(layout.marker) && !existsSync(layout.profile)) {
    throw new NixError(
      'bad-state',
      `${directory} holds something that is not a whole practice system (it has neither practice.json nor a profile). Move it away, or choose another folder with nix.directory.`,
    );
  }
  const repairs = mendUnlessBusy(layout, packages);
  const marker = readRecord(layout.marker, Marker);
  const read = systemReader(layout);
  try {
    read();
  } catch (error) {
    throw error instanceof NixError ? error : damaged(layout.profiles, 'cannot be read', error);
  }
  return { layout, marker, read, repairs };
}

/** Missing, or an empty folder. */
function isFree(directory: string): boolean {
  try {
    if (!lstatSync(directory).isDirectory()) {
      throw new NixError(
        'bad-state',
        `${directory} is not a folder, so no practice system can live there. Move it away, or choose another folder with nix.directory.`,
      );
    }
    return readdirSync(directory).length === 0;
  } catch (cause) {
    if (cause instanceof NixError) throw cause;
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw new NixError('unwritable', `${directory} cannot be used: ${sayDiskTrouble(cause)}.`, { cause });
  }
}
