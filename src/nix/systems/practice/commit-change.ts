import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DiskTrouble, diskTroubleOf } from '#base/disk-trouble.ts';
import { stageDurably, writeDurably } from '#base/durable-file.ts';
import { linkDurably } from './durable-link.ts';
import { type Layout, linkName } from './layout.ts';
import { hasPending, readProfile } from './read-system.ts';
import { PendingChange, readRecord } from './records.ts';

/**
 * Makes a change real. It is written down first; pointing the profile to its generation is the moment it counts (for one
 * that stays on its generation, having been written down is), so that `settlePending` can finish or take back whatever a kill leaves.
 */
function commitChange(layout: Layout, change: PendingChange): void {
  // Whatever takes room on the disk comes first, so that a full one is met while nothing has happened.
  const publish = stageState(layout, change.after);
  writeDurably(layout.pending, JSON.stringify(change));
  if (change.makesLink) {
    const link = join(layout.profiles, linkName(change.generation));
    linkDurably(link, `../../../store/${change.toplevel}`, change.madeAt);
  }
  if (readProfile(layout) !== change.generation)
    linkDurably(layout.profile, linkName(change.generation), change.madeAt);
  publish();
  finish(layout, change);
}

/**
 * As `commitChange`; when the disk fails within it, what it left is settled at once. Gives the trouble when the change was
 * taken back, or had not begun: a change that could be finished is made. Throws when it cannot be settled now.
 */
export function commitOrTakeBack(layout: Layout, change: PendingChange): DiskTrouble | undefined {
  try {
    commitChange(layout, change);
    return undefined;
  } catch (error) {
    const trouble = diskTroubleOf(error);
    if (trouble === undefined) throw error;
    return settlePending(layout) === 'finished' ? undefined : trouble;
  }
}

/** What became of a change that was begun and not ended, if there was one. Only for who holds the lock. */
export function settlePending(layout: Layout): 'finished' | 'taken-back' | 'none' {
  if (!hasPending(layout)) return 'none';
  const change = readRecord(layout.pending, PendingChange);
  if (readProfile(layout) === change.generation) {
    finish(layout, change);
    return 'finished';
  }
  takeBack(layout, change);
  return 'taken-back';
}

function takeBack(layout: Layout, change: PendingChange): void {
  stageState(layout, change.before)();
  if (change.makesLink) rmSync(join(layout.profiles, linkName(change.generation)), { force: true });
  rmSync(layout.pending);
}

function finish(layout: Layout, change: PendingChange): void {
  stageState(layout, change.after)();
  if (change.activates) linkDurably(layout.currentSystem, `../nix/store/${change.toplevel}`, change.madeAt);
  rmSync(layout.pending);
}

/** What is as it should be is left alone, so that a full disk is no hindrance to taking back. */
function stageState(layout: Layout, { config, undo, units }: PendingChange['before']): () => void {
  const texts = [
    [layout.config, configText(config)],
    [layout.undo, JSON.stringify(undo)],
    ...(units ? [[layout.units, JSON.stringify(units)] as const] : []),
  ] as const;
  const put = texts
    .filter(([file, text]) => textOf(file) !== text)
    .map(([file, text]) => stageDurably(file, text));
  return () => {
    for (const publish of put) publish();
  };
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

export function configText(config: PendingChange['before']['config']): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}
