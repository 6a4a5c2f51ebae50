import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NixPlaces } from '../places.ts';
import { configurationKind } from './configuration-kind.ts';

/**
 * A text that is another as soon as a configuration is evaluated with other inputs: of a flake, what its lock says; else
 * the revision of root's channel. Undefined: nobody can tell.
 */
export function whichInputs({
  configuration,
  state,
}: Pick<NixPlaces, 'configuration' | 'state'>): string | undefined {
  if (configurationKind(configuration).kind === 'flake') return lockedInputs(configuration);
  const channels = ['nixos', 'nixpkgs'].map((name) => join(state, 'profiles/per-user/root/channels', name));
  const channel = channels.find((folder) => existsSync(folder));
  return channel && revisionOf(channel);
}

/** Of the flake in `folder`. */
export function lockedInputs(folder: string): string | undefined {
  const lock = readIfThere(join(folder, 'flake.lock'));
  return lock && createHash('sha256').update(lock).digest('hex');
}

/** Of the nixpkgs in a folder; channels bring it along. */
export function revisionOf(nixpkgs: string): string | undefined {
  return readIfThere(join(nixpkgs, '.git-revision'))?.toString('utf8').trim() || undefined;
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
