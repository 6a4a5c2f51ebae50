import { rmSync } from 'node:fs';
import { writeDurably } from '#base/durable-file.ts';
import { readManaged } from '../../configuration/managed-file.ts';
import { managedText } from '../../managed-config.ts';
import { settleForMe } from './for-me.ts';
import type { LocalSystem } from './local-system.ts';
import { carried } from './privileged-work.ts';
import { Pending, readRecord } from './records.ts';

/** What became of a change whose process is gone, in a sentence; undefined when there was none. */
export type Settled = string | undefined;

/**
 * Ends what was begun and not ended: a change that reached its generation is kept, any other is put back. Only for who
 * holds the lock. It stays to be settled when that takes root and nobody here has that.
 */
export async function settlePending(system: LocalSystem, signal: AbortSignal): Promise<Settled> {
  const { files, privileged } = system;
  const pending = readRecord(files.pending, Pending);
  if (!pending) return undefined;
  if (pending.own) return settleForMe(pending, pending.own, system);
  // The helper settles what it was at before it answers.
  if (privileged) await carried(privileged, { verb: 'status' }, signal);
  const { current } = system.read();
  if (current.number === pending.to && pending.to !== pending.from) {
    writeDurably(files.undo, JSON.stringify(pending.undo.after));
    rmSync(files.pending);
    return `The last change was broken off after it was made: you are on generation ${current.number}.`;
  }
  if (!(await putBack(pending, system, signal)))
    return 'The last change was broken off, and part of it is still written down. Start ask-nix with its helper to put that back.';
  writeDurably(files.undo, JSON.stringify(pending.undo.before));
  rmSync(files.pending);
  return `The last change was broken off and put back: you are on generation ${current.number}.`;
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
  if (updateId === undefined) return true;
  const inputs = await carried(privileged, { verb: 'restore-inputs', id: updateId }, signal);
  // Stale: the update was not reached, was put back by the helper, or somebody went on from it.
  return inputs.type !== 'refused' || inputs.code === 'stale';
}
