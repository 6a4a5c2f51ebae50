import { lockedRevision } from '#catalogue/sources/locked-nixpkgs.ts';
import type { Generation } from '../../generation.ts';
import type { LocalSystem } from './local-system.ts';

/**
 * Whether a generation was made of another nixpkgs than that of the channel or the lock, as far as both tell:
 * `25.11.20251101.abcdef1` was made of the revision that begins so.
 */
export function isOfOtherNixpkgs(
  { nixosVersion }: Pick<Generation, 'nixosVersion'>,
  { places }: Pick<LocalSystem, 'places'>,
): boolean {
  const made = /\.([0-9a-f]{7,40})$/.exec(nixosVersion)?.[1];
  const present = lockedRevision(places);
  if (made === undefined || present === undefined || !/^[0-9a-f]{40}$/.test(present)) return false;
  return !present.startsWith(made);
}
