import { isThere } from '#nix/profiles/if-there.ts';
import { activate } from '../activate.ts';
import { type Final, refused } from '../final.ts';
import type { CallOf, Job } from '../job.ts';
import { lastBuild } from '../last-build.ts';
import { currentNumber, generationLink, systemsInUse, toplevelOf } from '../profile.ts';

export async function activateBuild(
  { activation, toplevel }: CallOf<'activate-build'>,
  job: Job,
): Promise<Final> {
  if (toplevel !== lastBuild(job.settings))
    return refused('stale', 'That is not what was built last here; build again.');
  return await activate({ toplevel, activation }, job);
}

export async function activateGeneration(
  { activation, generation }: CallOf<'activate-generation'>,
  job: Job,
): Promise<Final> {
  if (!isThere(generationLink(generation, job.settings)))
    return refused('no-such-generation', `There is no generation ${generation}.`);
  const toplevel = toplevelOf(generation, job.settings);
  if (!toplevel) return refused('failed', `Generation ${generation} is damaged: it leads to no system.`);
  const isAt = currentNumber(job.settings) === generation;
  const isActive = systemsInUse(job.settings).active === toplevel;
  if ((activation === 'switch' && isAt && isActive) || (activation === 'boot' && isAt))
    return refused('already-there', `Generation ${generation} is the one in use.`);
  return await activate({ toplevel, activation, generation }, job);
}
