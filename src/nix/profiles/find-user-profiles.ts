import { join } from 'node:path';
import type { NixPlaces } from '../places.ts';
import { isThere } from './if-there.ts';

/** Whose profiles are looked for. */
export interface Person {
  user: string;
  /** `$XDG_STATE_HOME`. */
  stateHome: string;
}

/** The folder with the profiles of a person; undefined when they have none. */
export function findUserProfiles(
  { user, stateHome }: Person,
  { state }: Pick<NixPlaces, 'state'>,
): string | undefined {
  const folders = [join(stateHome, 'nix/profiles'), join(state, 'profiles/per-user', user)];
  return folders.find((folder) => ['profile', 'home-manager'].some((name) => isThere(join(folder, name))));
}
