import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { configurationKind } from '../evaluation/configuration-kind.ts';
import { MANAGED_FILE, MANAGED_MODULE } from '../managed-config.ts';
import type { NixPlaces } from '../places.ts';
import { askGit } from './git.ts';

/**
 * A flake in a git repository sees only files that git knows of. Tells git of ours, without their content; that changes
 * nothing when they are known. False: there is no need. Throws NixError when git refuses.
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
  await askGit(configuration, ['add', '--intent-to-add', '--', ...ours], environment, signal);
  return true;
}
