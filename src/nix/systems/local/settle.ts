import { existsSync, rmSync } from 'node:fs';
import { removeUnfinished, writeDurably } from '#base/durable-file.ts';
import { NixError } from '#base/errors.ts';
import { isLockStale } from '#base/lock-file.ts';
import { readManaged } from '../../configuration/managed-file.ts';
import { managedText } from '../../managed-config.ts';
import { restoreInputs } from './change-steps.ts';
import { settleForMe } from './for-me.ts';
import type { LocalSystem } from './local-system.ts';
import { notDone, type Undone } from './not-done.ts';
import { carried } from './privileged-work.ts';
import { Pending, readRecord } from './records.ts';

/** What became of a change that was broken off, and what is said of it. */
export interface Settled {
  /** `kept`: all or part of it is in place; `left`: it stays to be settled, by somebody who may. */
  how: 'put-back' | 'kept' | 'left';
  said: string;
  /** Why it stays, if that is known. */
  why?: 'still-activating' | 'busy' | 'no-helper';
}

/** Whether a process was killed here while it changed something, or was about to. */
export function isLeftBehind({ files }: LocalSystem): boolean {
  return existsSync(files.pending) || isLockStale(files.lock);
}

/** Removes what processes that were killed had not finished writing. Only for who holds the lock. */
export function clearLeftOver({ files }: LocalSystem): void {
  for (const file of [files.pending, files.undo, files.byHand, files.job]) removeUnfinished(file);
  rmSync(files.job, { force: true });
}

/**
 * Ends what was begun and not ended: a change that reached its generation is kept, any other is put back. Only for who
 * holds the lock. It stays to be settled when that takes root and nobody here has that. Undefined: nothing was begun.
 */
export async function settlePending(system: LocalSystem, signal: AbortSignal): Promise<Settled | undefined> {
  const { files, privileged } = system;
  const pending = readRecord(files.pending, Pending);
  if (!pending) return undefined;
  if (pending.own) return settleForMe(pending, pending.own, system);
  const helper = await settledByHelper(system, signal);
  // What it was at may yet be put back, or finished.
  if (!helper.isHere && !pending.isMade)
    return { how: 'left', ...(helper.busy ? BUSY[helper.busy] : { said: LEFT, why: 'no-helper' }) };
  const undone = await notDone(pending, system, signal);
  if (isInPlace(pending, undone, system)) {
    if (pending.restoresId !== undefined && privileged && helper.isHere)
      await restoreInputs(pending.restoresId, privileged);
    if (!pending.isMade) writeDurably(files.undo, JSON.stringify(pending.undo.after));
    rmSync(files.pending);
    return { how: 'kept', said: `${sayKept(pending, undone, system)}${undone.said}${helper.trouble}` };
  }
  if (!(await putBack(pending, system, signal))) return { how: 'left', said: `${LEFT}${helper.trouble}` };
  writeDurably(files.undo, JSON.stringify(pending.undo.before));
  rmSync(files.pending);
  return {
    how: 'put-back',
    said: `The last change was broken off and put back: you are on generation ${system.read().current.number}.${helper.trouble}`,
  };
}

const LEFT =
  'The last change was broken off, and may be half done. Start ask-nix with its helper, which settles that.';

const BUSY = {
  activating: {
    said: 'The last change is still being carried out. Say check the health when it is over.',
    why: 'still-activating',
  },
  working: {
    said: 'The last change was broken off, and may be half done. The root helper is busy; the next change after that settles it.',
    why: 'busy',
  },
} as const;

/** Waits until who has root's rights has settled what they were at: they do so before they answer. */
export async function settledByHelper(
  { privileged }: LocalSystem,
  signal: AbortSignal,
): Promise<{ isHere: boolean; busy?: keyof typeof BUSY; trouble: string }> {
  const nobody = { isHere: false, trouble: '' };
  if (!privileged) return nobody;
  try {
    const status = await carried(privileged, { verb: 'status' }, signal);
    if (status.type === 'refused') return nobody;
    if (status.busyWith)
      return { ...nobody, busy: status.busyWith.startsWith('activate') ? 'activating' : 'working' };
    const { settled } = status;
    return { isHere: true, trouble: settled?.how === 'left' && settled.message ? ` ${settled.message}` : '' };
  } catch (error) {
    if (error instanceof NixError) return nobody;
    throw error;
  }
}

/** Whether there is something that shall not be put back. */
function isInPlace(pending: Pending, { isBegun }: Undone, system: LocalSystem): boolean {
  const { isMade, from, to } = pending;
  const { current } = system.read();
  if (isMade || (current.number === to && to !== from)) return true;
  const [last] = pending.undo.before.slice(-1);
  const endsTry = pending.requests.some(({ intent }) => intent === 'edit_undo') && last?.tried;
  if (endsTry && current.active) return true;
  return current.number === from && (isBegun || isTried(pending, system));
}

/** A system runs that is no generation and was not to be one. */
function isTried({ requests }: Pending, { read }: LocalSystem): boolean {
  const { current, active } = read();
  return (
    active !== current.toplevel &&
    requests.some((request) => request.intent === 'rebuild' && request.action === 'test')
  );
}

function sayKept(pending: Pending, undone: Undone, system: LocalSystem): string {
  if (isTried(pending, system))
    return 'The last change was broken off after it was made: until the next start, the system that was to be tried runs.';
  const when = undone.said === '' ? 'after it was made' : 'before it was over';
  return `The last change was broken off ${when}: you are on generation ${system.read().current.number}.`;
}

/** False when something is left that we may not put back. */
async function putBack(
  { managed, updateId }: Pending,
  { places, privileged }: LocalSystem,
  signal: AbortSignal,
): Promise<boolean> {
  const present = readManaged(places);
  const isOurs =
    managed !== undefined &&
    present.hash !== managed.beforeHash &&
    present.type === 'managed' &&
    managedText(present.config) === managedText(managed.after);
  if (!isOurs && updateId === undefined) return true;
  if (!privileged) return false;
  if (isOurs) {
    const put = await carried(
      privileged,
      {
        verb: 'set-managed',
        expected: present.hash,
        ...(managed.before && { content: managed.before }),
      },
      signal,
    );
    if (put.type === 'refused') return false;
  }
  // Unless the update was not reached, was put back by the helper, or somebody went on from it.
  return updateId === undefined || restoreInputs(updateId, privileged);
}
