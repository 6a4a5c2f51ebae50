import { existsSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { syncFolder } from '#base/durable-file.ts';
import { systemProfile } from '#nix/places.ts';
import type { RefusalCode } from '#nix/privileged.ts';
import { generationLink, toplevelOf } from './profile.ts';
import { lockProfile } from './profile-lock.ts';
import { runTool } from './run-tool.ts';
import type { HelperSettings } from './settings.ts';

/** Why the profile is where it was. */
export interface Unmoved {
  code: Extract<RefusalCode, 'busy' | 'stale' | 'failed'>;
  output: string;
}

/**
 * Points the system profile to a generation that is there, as Nix does and under Nix's lock, in a tenth of the time of its
 * program. `toplevel`: what that generation was when it was looked at; absent: any system. Undefined when it is done.
 */
export async function switchProfile(
  number: number,
  settings: HelperSettings,
  signal: AbortSignal,
  toplevel?: string,
): Promise<Unmoved | undefined> {
  try {
    const lock = await lockProfile(systemProfile(settings.places), settings, signal);
    if (lock === 'held') return { code: 'busy', output: 'Somebody else is at the system profile.' };
    if (lock === 'unavailable') return await switchByNix(number, settings, signal);
    using _lock = lock;
    const found = toplevelOf(number, settings);
    if (found === undefined || !existsSync(found))
      return { code: 'failed', output: `Generation ${number} leads to no system.` };
    if (toplevel !== undefined && found !== toplevel)
      return { code: 'stale', output: `Generation ${number} is another one than it was.` };
    pointTo(generationLink(number, settings), settings);
    return undefined;
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
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

async function switchByNix(
  number: number,
  settings: HelperSettings,
  signal: AbortSignal,
): Promise<Unmoved | undefined> {
  const profile = systemProfile(settings.places);
  const argv = ['nix-env', '-p', profile, '--switch-generation', `${number}`] as const;
  const { exitCode, output } = await runTool([...argv], settings, signal);
  return exitCode === 0 ? undefined : { code: 'failed', output };
}
