import type { Change } from '../../planning/change.ts';

/** Collecting garbage, and what is for one person only, anybody may. */
export function needsRoot({ moves, units, deletes, repairs, ownPackages }: Change): boolean {
  return ownPackages.size === 0 && (moves || units.size > 0 || deletes.length > 0 || repairs);
}
