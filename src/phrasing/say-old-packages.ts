import type { PhrasingContext } from './phrase.ts';

/** Why a package may not be found that there is, in a sentence after a space; '' when that is no reason. */
export function sayOldPackages({ hasOldPackages }: Pick<PhrasingContext, 'hasOldPackages'>): string {
  return hasOldPackages?.()
    ? ' My list of packages is not the newest. To hear why, type: ask-nix doctor.'
    : '';
}
