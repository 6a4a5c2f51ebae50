import { closeSync } from 'node:fs';
import { openIfThere } from '#base/open-if-there.ts';
import { flock } from './flock.ts';
import type { HelperSettings } from './settings.ts';

/**
 * Whether some process has an exclusive lock of the system on `file`, by sharing it for a moment. The kernel's list of locks
 * would disturb nobody, but takes ten milliseconds: it stops whoever takes any lock to be made.
 */
export async function isLockHeld(
  file: string,
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<boolean> {
  const handle = openIfThere(file);
  if (handle === undefined) return false;
  try {
    return !(await flock(handle, { as: 'shared', waitS: 0 }, settings, signal));
  } finally {
    closeSync(handle);
  }
}
