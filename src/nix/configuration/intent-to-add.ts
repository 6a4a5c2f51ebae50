import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NixError } from '#base/errors.ts';
import { configurationKind } from '../evaluation/configuration-kind.ts';
import { MANAGED_FILE, MANAGED_MODULE } from '../managed-config.ts';
import type { NixPlaces } from '../places.ts';
import { askGit } from './git.ts';

/**
 * A flake in a git repository sees only files that git knows of. Tells git of ours, without their content; that changes
 * nothing when they are known. False: there is no need. Throws NixError when git refuses; a lock of git is left as it is.
 */
export async function intendToAdd(
  { configuration }: Pick<NixPlaces, 'configuration'>,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<boolean> {
  const kind = configurationKind(configuration);
  if (kind.kind !== 'flake' || !kind.workTree) return false;
  const ours = [MANAGED_FILE, MANAGED_MODULE].filter((name) => existsSync(join(configuration, name)));
  if (ours.length === 0) return false;
  try {
    await askGit(configuration, ['add', '--intent-to-add', '--', ...ours], environment, signal);
  } catch (error) {
    // What git knows already needs no lock, which somebody may have left lying.
    if (!(error instanceof NixError) || error.code !== 'git-locked') throw error;
    const known = await askGit(configuration, ['ls-files', '-z', '--', ...ours], environment, signal);
    if (known.split('\0').filter(Boolean).length < ours.length) throw error;
  }
  return true;
}
