import { mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskTroubleOf, sayDiskTrouble } from '#base/disk-trouble.ts';
import { syncFolder } from '#base/durable-file.ts';
import { AskNixError, ModelError } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import { makeFolder } from '#base/make-folder.ts';
import { isAlive } from '#base/process-life.ts';

/** Folders that are being made or removed; who is killed at it leaves them. */
const HALF_DONE = /^\.(unpacking|removing)-/;
const LOCK = '.lock';

/** The folder of models as ours alone, made if it is not there and freed of what dead processes left. Throws `ModelError`. */
export async function takeModels(folder: string): Promise<Disposable> {
  makeFolder(folder);
  const lock = takeLock(join(folder, LOCK));
  if (!(Symbol.dispose in lock)) {
    const message = `Another ask-nix (process ${lock.heldBy}) is just fetching or removing a speech model. Wait until it is done.`;
    throw new ModelError('busy', message);
  }
  try {
    await removeLeftovers(folder);
    return lock;
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, pid] = /^\.lock\.(\d+)(?:\.stale)?$/.exec(name) ?? [];
    const isLeft = pid === undefined ? HALF_DONE.test(name) : !isAlive(Number(pid));
    if (isLeft) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** A hidden empty folder beside `target`; gone when it is disposed before it was moved. */
export async function openUnfinished(target: string): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(dirname(target), '.unpacking-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** `unfinished` becomes `target` at once, with all its content on the disk; what was there before goes. */
export async function putInPlace(unfinished: string, target: string): Promise<void> {
  for (const entry of await readdir(unfinished, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) await syncContent(join(entry.parentPath, entry.name));
  }
  await syncContent(unfinished);
  await removeAtOnce(target);
  await rename(unfinished, target);
  syncFolder(dirname(target));
}

/** Out of sight first, so that a kill leaves no half of it. True when there was something. */
export async function removeAtOnce(target: string): Promise<boolean> {
  if (!(await stat(target).catch(() => undefined))) return false;
  const aside = await mkdtemp(join(dirname(target), '.removing-'));
  await rename(target, join(aside, 'model'));
  await rm(aside, { recursive: true, force: true });
  return true;
}

/** Not as `syncFolder`: what cannot be kept must not be put in place. */
async function syncContent(folder: string): Promise<void> {
  await using handle = await open(folder, 'r');
  await handle.sync();
}

/** What the file system said, as something to act on. */
export function explainedFor(folder: string, error: unknown): unknown {
  const trouble = error instanceof AskNixError ? undefined : diskTroubleOf(error);
  if (trouble === undefined) return error;
  const isFull = trouble === 'no-space';
  const remedy = isFull
    ? 'Make room and pull again: what came is kept'
    : 'Look at its permissions, or set XDG_DATA_HOME to another place';
  const message = `I cannot keep speech models in ${folder}: ${sayDiskTrouble(error)}. ${remedy}. Nothing was installed.`;
  return new ModelError(isFull ? 'no-space' : 'unwritable', message, { cause: error });
}
