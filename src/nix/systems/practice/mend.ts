import { existsSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sayDiskTrouble } from '#base/disk-trouble.ts';
import { writeDurably } from '#base/durable-file.ts';
import { NixError } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import type { PackageIndex } from '#catalogue/package.ts';
import { configText, hasPending, settlePending } from './commit-change.ts';
import { settingsPath, softwarePath } from './contents.ts';
import { type Layout, linkName } from './layout.ts';
import {
  currentToplevel,
  readProfile,
  readSettings,
  readToplevel,
  settingsFile,
  softwareFile,
} from './read-system.ts';
import { damaged, ManagedConfig, Marker, PendingChange, readRecord, UndoRecord, Units } from './records.ts';
import { LAST_REVISION, markerFrom, parseRevision } from './releases.ts';
import { changeOf, settingsOf } from './settings.ts';
import { softwareEntry } from './store.ts';

/**
 * Settles what a killed change left, and makes records that cannot be read again from the rest: what was done, a
 * sentence each. A process at work settles its own. Throws NixError: bad-state when the rest is not enough, unwritable.
 */
export function mendUnlessBusy(layout: Layout, packages: PackageIndex): string[] {
  if (!hasPending(layout) && isWhole(layout)) return [];
  try {
    const lock = takeLock(layout.lock);
    if ('heldBy' in lock) return [];
    using _held = lock;
    return mend(layout, packages);
  } catch (cause) {
    if (cause instanceof NixError) throw cause;
    const why = sayDiskTrouble(cause);
    throw new NixError(
      'unwritable',
      `The practice system in ${layout.root} has to be put right, and cannot be written: ${why}.`,
      { cause },
    );
  }
}

function isWhole(layout: Layout): boolean {
  return (
    isReadable(() => readRecord(layout.marker, Marker)) &&
    isReadable(() => readRecord(layout.config, ManagedConfig)) &&
    isReadable(() => readRecord(layout.undo, UndoRecord, [])) &&
    isReadable(() => readRecord(layout.units, Units, {})) &&
    isReadable(() => readToplevel(layout, currentToplevel(layout))) &&
    isReadable(() => readSettings(layout, currentToplevel(layout)))
  );
}

/** Each of these trusts those before it: the profile is the truth, and it is a link, which is whole or not there. */
function mend(layout: Layout, packages: PackageIndex): string[] {
  const notes: string[] = [];
  const [marker, broken] = mendMarker(layout);
  if (broken) notes.push('The marker of the practice system could not be read, so I wrote it again.');

  const pendingTorn = hasPending(layout) && !isReadable(() => readRecord(layout.pending, PendingChange));
  if (pendingTorn) {
    setAside(layout.pending);
    notes.push('A change was broken off, and its notes could not be read. What the profile says, counts.');
  } else settlePending(layout);

  const toplevel = currentToplevel(layout);
  if (!isReadable(() => readToplevel(layout, toplevel))) {
    mendSoftware(layout, toplevel, packages);
    notes.push(`The package list of ${nameOf(layout)} could not be read, so I made it again.`);
  }
  if (!isReadable(() => readSettings(layout, toplevel))) {
    mendSettings(layout, toplevel);
    notes.push(`The settings of ${nameOf(layout)} could not be read, so I made them again.`);
  }

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

/** The store name is a hash of the list, so the list made from the configuration is the one that was, or is not used. */
function mendSoftware(layout: Layout, toplevel: string, packages: PackageIndex): void {
  const file = softwareFile(layout, toplevel);
  const { packages: attributes, revision } = readRecord(layout.config, ManagedConfig);
  const found = [...attributes].sort().flatMap((attribute) => packages.byAttribute(attribute) ?? []);
  const list = found.map((one) => softwareEntry(one, revision));
  if (basename(join(file, '..')) === softwarePath(list)) writeDurably(file, JSON.stringify(list));
  else throw damaged(file, 'cannot be read, and the configuration is of another generation');
}

/** As with the list of software. */
function mendSettings(layout: Layout, toplevel: string): void {
  const file = settingsFile(layout, toplevel) ?? toplevel;
  const settings = settingsOf(changeOf(readRecord(layout.config, ManagedConfig)));
  if (basename(join(file, '..')) === settingsPath(settings)) writeDurably(file, JSON.stringify(settings));
  else throw damaged(file, 'cannot be read, and the configuration is of another generation');
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

function isReadable(read: () => unknown): boolean {
  try {
    return read() !== undefined;
  } catch (error) {
    if (error instanceof NixError) return false;
    throw error;
  }
}
