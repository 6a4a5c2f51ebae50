import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './run.ts';

const GIT = ['git', '-c', 'user.name=mini', '-c', 'user.email=mini@mini', '-c', 'init.defaultBranch=main'];

/** Makes of the configuration a flake in a git repository, whose input nixpkgs is a git repository of this machine. */
export async function becomeFlake(root: string, environment: Record<string, string>): Promise<void> {
  const configuration = join(root, 'etc/nixos');
  await commitAll(join(root, 'nixpkgs'), 'nixpkgs', environment);
  writeFileSync(
    join(configuration, 'flake.nix'),
    `{
  description = "a machine";
  inputs.nixpkgs.url = "git+file://${root}/nixpkgs";
  outputs = { self, nixpkgs }: {
    nixosConfigurations.mini = nixpkgs.lib.nixosSystem { modules = [ ./configuration.nix ]; };
  };
}
`,
  );
  await commitAll(configuration, 'the machine', environment);
  await mustRun(['nix', 'flake', 'lock', configuration], environment);
  await commitAll(configuration, 'its inputs', environment);
}

/** Commits all that is in `folder`, as a repository. */
export async function commitAll(
  folder: string,
  message: string,
  environment: Record<string, string>,
): Promise<void> {
  const git = (...args: string[]) => mustRun([...GIT, '-C', folder, ...args], environment);
  await git('init', '-q');
  await git('add', '--all');
  await git('commit', '-q', '--allow-empty', '-m', message);
}
