import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NixError } from '#base/errors.ts';
import { type Argv, runProgram } from '#base/run-program.ts';
import { configurationKind } from '../evaluation/configuration-kind.ts';
import { MANAGED_FILE, MANAGED_MODULE } from '../managed-config.ts';
import type { NixPlaces } from '../places.ts';

/**
 * git as Nix itself calls it, on a folder that may belong to somebody else: nothing of the repository's own settings is
 * run.
 */
export function gitArgv(folder: string, ...args: string[]): Argv {
  const settings = ['safe.directory=*', 'core.fsmonitor=false', 'core.hooksPath=/dev/null'];
  return ['git', ...settings.flatMap((setting) => ['-c', setting]), '-C', folder, ...args];
}

/** Nothing that says where git's files are or how it works. */
export function withoutGit(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('GIT_')));
}

/**
 * A flake in a git repository sees only files that git knows of. Tells git of ours, without their content, which is
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
  const argv = gitArgv(configuration, 'add', '--intent-to-add', '--', ...ours);
  const { exitCode, startError, stderr } = await runProgram(argv, '', signal, {
    environment: withoutGit(environment),
  });
  if (startError) throw new NixError('not-installed', `git cannot be started (${startError}).`);
  if (exitCode === 0) return true;
  throw new NixError('refused', `git does not take ${MANAGED_FILE} into account: ${stderr.trim()}`);
}
