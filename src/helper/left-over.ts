import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removeUnfinished } from '#base/durable-file.ts';
import { isLockStale, takeLock } from '#base/lock-file.ts';
import { managedFile } from '#nix/configuration/managed-file.ts';
import { MANAGED_MODULE } from '#nix/managed-config.ts';
import { rememberedBuild } from './last-build.ts';
import { noteFiles } from './note.ts';
import type { HelperSettings } from './settings.ts';

/** Removes locks of a helper that was killed, and what it had not finished writing. Only for who holds the lock. */
export function clearLeftOver({ state, places }: HelperSettings): void {
  for (const name of readdirSync(state))
    if (name.endsWith('.new')) rmSync(join(state, name), { force: true });
  const managed = managedFile(places);
  const module = join(places.configuration, MANAGED_MODULE);
  for (const file of [managed, module, rememberedBuild(places)]) removeUnfinished(file);
  for (const lock of [noteFiles(state).lock, `${managed}.lock`]) if (isLockStale(lock)) release(lock);
}

function release(file: string): void {
  const lock = takeLock(file);
  if (!('heldBy' in lock)) lock[Symbol.dispose]();
}
