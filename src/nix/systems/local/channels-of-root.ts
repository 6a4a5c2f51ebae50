import { NixError } from '#base/errors.ts';
import type { Channel } from '../../evaluation/evaluate-argv.ts';
import type { LocalSystem } from './local-system.ts';
import { carried } from './privileged-work.ts';

/** Those that the system is made from; none where root does not tell, or nobody here speaks for it. */
export async function channelsOfRoot(
  { privileged }: Pick<LocalSystem, 'privileged'>,
  signal: AbortSignal,
): Promise<readonly Channel[]> {
  if (!privileged) return [];
  try {
    const told = await carried(privileged, { verb: 'channels' }, signal);
    return told.type === 'channels' ? told.channels : [];
  } catch (error) {
    // Who is not there tells nothing, and cannot make the update either.
    if (error instanceof NixError) return [];
    throw error;
  }
}
