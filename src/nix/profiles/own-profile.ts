import { dirname, join, resolve } from 'node:path';
import type { NixPlaces } from '../places.ts';
import { nameOfPath, parseName } from '../store/path-name.ts';
import { isThere, targetOf } from './if-there.ts';
import { attributeOf } from './profile-manifest.ts';
import { readUserProfile, type UserProfile } from './read-user-profile.ts';

/** A package that one person has installed for themselves. */
interface OwnPackage {
  /** As nixpkgs calls it; of what came from elsewhere the name alone. */
  attribute: string;
  version: string;
}

export interface OwnProfile {
  kind: UserProfile['type'];
  packages: readonly OwnPackage[];
}

/** The own profile of the person whose environment it is; where Nix makes it when there is none yet. */
export function ownProfileLink(environment: Readonly<Record<string, string>>): string {
  const { HOME = '/', XDG_STATE_HOME = join(HOME, '.local/state') } = environment;
  const usual = join(HOME, '.nix-profile');
  const newer = join(XDG_STATE_HOME, 'nix/profile');
  const link = isThere(newer) && !isThere(usual) ? newer : usual;
  // Nix makes this link before there is a profile that it leads to.
  const target = targetOf(link);
  return target === undefined ? link : resolve(dirname(link), target);
}

/** The own profile of the person whose environment it is. Never throws. */
export function readOwnProfile(
  environment: Readonly<Record<string, string>>,
  places: Pick<NixPlaces, 'store'>,
): OwnProfile {
  const found = readUserProfile(ownProfileLink(environment), places);
  return { kind: found.type, packages: packagesIn(found).sort(byAttribute) };
}

function packagesIn(found: UserProfile): OwnPackage[] {
  switch (found.type) {
    case 'nix-profile':
      return found.elements.map((element) => {
        const [path = ''] = element.storePaths;
        return { attribute: attributeOf(element), version: parseName(nameOfPath(path)).version };
      });
    case 'nix-env':
      return found.packages.map(({ pname, version }) => ({ attribute: pname, version }));
    default:
      return [];
  }
}

function byAttribute(one: OwnPackage, other: OwnPackage): number {
  return one.attribute < other.attribute ? -1 : 1;
}
