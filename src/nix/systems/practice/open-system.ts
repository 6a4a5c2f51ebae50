import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { sayDiskTrouble } from '#base/disk-trouble.ts';
import { NixError } from '#base/errors.ts';
import type { PackageIndex } from '#catalogue/package.ts';
import { type Layout, layoutOf } from './layout.ts';
import { hasPending, type SystemState, systemReader } from './read-system.ts';
import { damaged, ManagedConfig, Marker, readRecord, UndoRecord, Units } from './records.ts';

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
export async function openSystem(
  directory: string,
  packages: PackageIndex,
  now: number,
): Promise<OpenedSystem> {
  if (isFree(directory)) (await import('./create-system.ts')).createSystem(directory, packages, now);
  const layout = layoutOf(directory);
  if (!existsSync(layout.marker) && !existsSync(layout.profile)) {
    throw new NixError(
      'bad-state',
      `${directory} holds something that is not a whole practice system (it has neither practice.json nor a profile). Move it away, or choose another folder with nix.directory.`,
    );
  }
  const whole = wholeSystem(layout);
  if (whole) return whole;
  const repairs = (await import('./mend.ts')).mendUnlessBusy(layout, packages, now);
  const marker = readRecord(layout.marker, Marker);
  const read = systemReader(layout);
  try {
    read();
  } catch (error) {
    throw error instanceof NixError ? error : damaged(layout.profiles, 'cannot be read', error);
  }
  return { layout, marker, read, repairs };
}

/** The system, if all its records can be read and no change was broken off: that is looked at with each opening. */
function wholeSystem(layout: Layout): OpenedSystem | undefined {
  if (hasPending(layout)) return undefined;
  const read = systemReader(layout);
  try {
    const marker = readRecord(layout.marker, Marker);
    readRecord(layout.config, ManagedConfig);
    readRecord(layout.undo, UndoRecord, []);
    readRecord(layout.units, Units, {});
    read().current.settings();
    return { layout, marker, read, repairs: [] };
  } catch {
    // Why is found, and told, by putting it right.
    return undefined;
  }
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
