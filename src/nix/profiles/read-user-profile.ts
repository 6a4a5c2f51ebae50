import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NixPlaces } from '../places.ts';
import { packagesAmong } from '../store/packages-of.ts';
import type { PathName } from '../store/path-name.ts';
import { isThere, targetOf, textIn } from './if-there.ts';
import { linkedPaths } from './linked-paths.ts';
import { type ProfileElement, parseProfileManifest } from './profile-manifest.ts';

/** What a person installed for themselves. A profile belongs to the program that made it. */
export type UserProfile =
  | { type: 'none' }
  | { type: 'nix-profile'; elements: readonly ProfileElement[] }
  /** By their store paths; what `nix-env` writes down is Nix, and is not read. */
  | { type: 'nix-env'; packages: readonly PathName[] }
  | { type: 'damaged'; why: string };

/** Reads the profile that `link` is. Never throws. */
export function readUserProfile(link: string, { store }: Pick<NixPlaces, 'store'>): UserProfile {
  if (!isThere(link)) return { type: 'none' };
  if (!existsSync(link)) return { type: 'damaged', why: `${link} leads nowhere` };
  const manifest = join(link, 'manifest.json');
  if (existsSync(manifest)) return readManifest(manifest);
  const ofNixEnv = join(link, 'manifest.nix');
  if (!existsSync(ofNixEnv)) return { type: 'nix-profile', elements: [] };
  const paths = linkedPaths(`${link}/`, store);
  paths.delete(targetOf(ofNixEnv) ?? '');
  return { type: 'nix-env', packages: packagesAmong(paths) };
}

function readManifest(file: string): UserProfile {
  const text = textIn(file);
  if (text === undefined) return { type: 'damaged', why: `${file} cannot be read` };
  const elements = parseProfileManifest(text);
  return elements
    ? { type: 'nix-profile', elements }
    : { type: 'damaged', why: `${file} is no manifest that we know` };
}
