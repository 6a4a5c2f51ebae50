import { NixError } from '#base/errors.ts';
import { systemProfile } from '#nix/places.ts';
import { setProfile } from './profile.ts';
import { lockProfile } from './profile-lock.ts';
import type { HelperSettings } from './settings.ts';
import type { Unmoved } from './switch-profile.ts';

/** Has Nix make `toplevel` the newest generation of the system profile, and the one that it is at. Undefined when it is. */
export async function makeGeneration(
  toplevel: string,
  waitS: number,
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<Unmoved | undefined> {
  try {
    // Nix itself would wait without end for who keeps it.
    const lock = await lockProfile(systemProfile(settings.places), waitS, settings, signal);
    if (!lock) return { code: 'busy', output: 'Somebody else is at the system profile.' };
    lock[Symbol.dispose]();
  } catch (error) {
    if (error instanceof NixError) return { code: 'failed', output: error.message };
    throw error;
  }
  const { exitCode, output } = await setProfile(toplevel, settings, signal);
  return exitCode === 0 ? undefined : { code: 'failed', output };
}
