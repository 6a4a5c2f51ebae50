import { existsSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { diskTroubleOf } from '#base/disk-trouble.ts';
import { syncFolder } from '#base/durable-file.ts';
import { NixError } from '#base/errors.ts';
import { systemProfile } from '#nix/places.ts';
import type { RefusalCode } from '#nix/privileged.ts';
import { generationLink, toplevelOf } from './profile.ts';
import { lockProfile } from './profile-lock.ts';
import type { HelperSettings } from './settings.ts';

/** Why the profile is where it was. */
export interface Unmoved {
  code: Extract<RefusalCode, 'busy' | 'stale' | 'failed'>;
  output: string;
}

export interface Move {
  generation: number;
  /** What that generation was when it was looked at; absent: any system. */
  toplevel?: string;
  /** How many seconds somebody else may keep the profile's lock. Programs of Nix have it for milliseconds. */
  waitS: number;
}

/**
 * Points the system profile to a generation that is there, as Nix does and under Nix's lock, in a part of the time that its
 * program takes. Undefined when it is done.
 */
export async function switchProfile(
  { generation, toplevel, waitS }: Move,
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<Unmoved | undefined> {
  try {
    const lock = await lockProfile(systemProfile(settings.places), waitS, settings, signal);
    if (!lock) return { code: 'busy', output: 'Somebody else is at the system profile.' };
    using _lock = lock;
    const found = toplevelOf(generation, settings);
    if (found === undefined || !existsSync(found))
      return { code: 'failed', output: `Generation ${generation} leads to no system.` };
    if (toplevel !== undefined && found !== toplevel)
      return { code: 'stale', output: `Generation ${generation} is another one than it was.` };
    pointTo(generationLink(generation, settings), settings);
    return undefined;
  } catch (error) {
    if (error instanceof NixError) return { code: 'failed', output: error.message };
    if (diskTroubleOf(error) === undefined) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    return { code: 'failed', output: `The system profile cannot be written (${code}): ${message}` };
  }
}

/** At once: who is killed on the way leaves the old link, and one beside it that nobody follows and the next removes. */
function pointTo(link: string, { places }: HelperSettings): void {
  const profile = systemProfile(places);
  const unfinished = unfinishedProfile({ places });
  rmSync(unfinished, { force: true });
  symlinkSync(basename(link), unfinished);
  renameSync(unfinished, profile);
  syncFolder(dirname(profile));
}

/** What the profile will be, before it is. */
export function unfinishedProfile({ places }: Pick<HelperSettings, 'places'>): string {
  const profile = systemProfile(places);
  return join(dirname(profile), `.ask-nix-${basename(profile)}`);
}
