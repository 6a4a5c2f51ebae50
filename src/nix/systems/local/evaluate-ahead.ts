import { readManaged } from '../../configuration/managed-file.ts';
import { evaluateOnce } from './evaluate-after.ts';
import type { LocalSystem } from './local-system.ts';
import { isOfOtherNixpkgs } from './other-nixpkgs.ts';

/**
 * Evaluates what may be asked for next, as far as it is on this machine already: the configuration as it is, when its
 * nixpkgs is not the one that the system in use was made of, because somebody else fetched a newer one; and the update that
 * was looked at last in this session, with what is managed now. Stays offline: what of them has to be fetched, only caches
 * can tell, and they are asked when a person asks for what goes online.
 */
export async function evaluateAhead(system: LocalSystem, signal: AbortSignal): Promise<void> {
  const read = readManaged(system.places);
  if (read.type === 'damaged') return;
  const wanted = { managed: read.config, isWish: false, sets: new Map(), offline: true };
  if (isOfOtherNixpkgs(system.read().current, system))
    await evaluateOnce({ ...wanted, updates: false }, system, signal);
  if (system.seen.update) await evaluateOnce({ ...wanted, updates: true }, system, signal);
}
