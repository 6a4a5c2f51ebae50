import { existsSync, renameSync } from 'node:fs';
import { basename } from 'node:path';
import { sayDiskTrouble } from '#base/disk-trouble.ts';
import { writeDurably } from '#base/durable-file.ts';
import { NixError } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import type { PackageIndex } from '#catalogue/package.ts';
import { configText, settlePending } from './commit-change.ts';
import { isReadable } from './is-readable.ts';
import { type Layout, linkName } from './layout.ts';
import { mendProfile, mendSystem } from './mend-current.ts';
import { currentToplevel, hasPending, readProfile, readSettings, readToplevel } from './read-system.ts';
import { ManagedConfig, Marker, PendingChange, readRecord, UndoRecord, Units } from './records.ts';
import { LAST_REVISION, markerFrom, parseRevision } from './releases.ts';

/**
 * Settles what a killed change left, and makes records that cannot be read again from the rest: what was done, a
 * sentence each. A process at work settles its own. Throws NixError: bad-state when the rest is not enough, unwritable.
 */
export function mendUnlessBusy(layout: Layout, packages: PackageIndex, now: number): string[] {
  try {
    const lock = takeLock(layout.lock);
    if ('heldBy' in lock) return [];
    using _held = lock;
    return mend(layout, packages, now);
  } catch (cause) {
    if (cause instanceof NixError) throw cause;
    const why = sayDiskTrouble(cause);
    const { path = 'its folder' } = cause as NodeJS.ErrnoException;
    throw new NixError(
      'unwritable',
      `The practice system in ${layout.root} has to be put right, and ${path} cannot be used: ${why}.`,
      { cause },
    );
  }
}

/** Each of these trusts those before it: the profile, once it leads somewhere, is the truth. */
function mend(layout: Layout, packages: PackageIndex, now: number): string[] {
  const notes: string[] = [];
  const led = mendProfile(layout, now);
  if (led) notes.push(led);
  const [marker, broken] = mendMarker(layout);
  if (broken) notes.push('The marker of the practice system could not be read, so I wrote it again.');

  const pendingTorn = hasPending(layout) && !isReadable(() => readRecord(layout.pending, PendingChange));
  if (pendingTorn) {
    setAside(layout.pending);
    notes.push('A change was broken off, and its notes could not be read. What the profile says, counts.');
  } else settlePending(layout);

  const remade = mendSystem(layout, marker, packages, now);
  if (remade) notes.push(remade);
  const toplevel = currentToplevel(layout);

  const wanted = configOf(layout, marker, toplevel);
  if (!isReadable(() => readRecord(layout.config, ManagedConfig)) || pendingTorn) {
    const kept = existsSync(layout.config) ? setAside(layout.config) : undefined;
    writeDurably(layout.config, configText(wanted));
    notes.push(
      `I made the configuration of the practice system again from ${nameOf(layout)}, as it could not be trusted.` +
        (kept ? ` What was there is kept as ${kept}.` : ''),
    );
  }
  if (!isReadable(() => readRecord(layout.undo, UndoRecord, []))) {
    setAside(layout.undo);
    writeDurably(layout.undo, '[]');
    notes.push('The list of what can be undone could not be read. It begins anew; rolling back still works.');
  }
  if (!isReadable(() => readRecord(layout.units, Units, {}))) {
    setAside(layout.units);
    notes.push('Which services were started and stopped by hand could not be read. It begins anew.');
  }
  return notes;
}

/** A folder whose profile says nothing of a practice system is somebody else's: NixError. */
function mendMarker(layout: Layout): [Marker, broken: boolean] {
  if (isReadable(() => readRecord(layout.marker, Marker))) return [readRecord(layout.marker, Marker), false];
  const marker = isReadable(() => currentToplevel(layout)) ? markerFrom(currentToplevel(layout)) : undefined;
  if (!marker) return [readRecord(layout.marker, Marker), false];
  writeDurably(layout.marker, JSON.stringify(marker));
  return [marker, true];
}

function configOf(layout: Layout, marker: Marker, toplevel: string): ManagedConfig {
  const facts = readToplevel(layout, toplevel);
  const revision = (facts && parseRevision(marker, facts.nixosVersion, LAST_REVISION)) ?? 0;
  const packages = [...(facts?.packages ?? [])].sort();
  return ManagedConfig.parse({ ...readSettings(layout, toplevel), packages, revision });
}

/** Renamed, never deleted: a person may have written it. Gives the new name. */
function setAside(file: string): string {
  for (let count = 1; ; count++) {
    const aside = `${file}.damaged${count === 1 ? '' : `-${count}`}`;
    if (existsSync(aside)) continue;
    renameSync(file, aside);
    return basename(aside);
  }
}

function nameOf(layout: Layout): string {
  return linkName(readProfile(layout)).replace(/^system-(\d+)-link$/, 'generation $1');
}
