import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removeUnfinished } from '#base/durable-file.ts';
import { isLockStale, takeLock } from '#base/lock-file.ts';
import { managedFile } from '#nix/configuration/managed-file.ts';
import { MANAGED_MODULE } from '#nix/managed-config.ts';
import { whyNotTrusted } from './configuration-trust.ts';
import { rememberedBuild } from './last-build.ts';
import { noteFiles } from './note.ts';
import type { HelperSettings } from './settings.ts';
import { unfinishedProfile } from './switch-profile.ts';

/** Removes locks of a helper that was killed, and what it had not finished writing. Only for who holds the lock. */
export function clearLeftOver({ state, places }: HelperSettings): void {
  for (const name of readdirSync(state))
    if (name.endsWith('.new')) rmSync(join(state, name), { force: true });
  const managed = managedFile(places);
  const module = join(places.configuration, MANAGED_MODULE);
  const isTrusted = !whyNotTrusted({ places });
  const files = [rememberedBuild(places), ...(isTrusted ? [managed, module] : [])];
  for (const file of files) removeUnfinished(file);
  rmSync(unfinishedProfile({ places }), { force: true });
  const { note, result, lock: activationLock } = noteFiles(state);
  // The note goes first, so nobody asks for a result without one.
  if (!existsSync(note)) rmSync(result, { force: true });
  const locks = [activationLock, ...(isTrusted ? [`${managed}.lock`] : [])];
  for (const lock of locks) if (isLockStale(lock)) release(lock);
}

function release(file: string): void {
  const lock = takeLock(file);
  if (!('heldBy' in lock)) lock[Symbol.dispose]();
}
