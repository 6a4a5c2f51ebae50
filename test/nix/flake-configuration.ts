import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MiniSystem } from './mini-system.ts';

const AUTHOR = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'] as const;

/**
 * The configuration of `mini` as a flake with a locked nixpkgs, in a git repository whose only commit has all but
 * `ask-nix.json`. Gives its folder.
 */
export async function flakeConfiguration(mini: MiniSystem, name: string): Promise<string> {
  const folder = join(mini.root, name);
  cpSync(mini.places.configuration, folder, { recursive: true });
  writeFileSync(
    join(folder, 'flake.nix'),
    `{
  inputs.nixpkgs = { url = "path:${join(mini.root, 'nixpkgs')}"; flake = false; };
  outputs = { self, nixpkgs }: {
    nixosConfigurations.mini = import "\${nixpkgs}/nixos" {
      configuration = ./configuration.nix;
      modules = [ { system.configurationRevision = self.rev or "dirty"; } ];
    };
  };
}
`,
  );
  const git = async (...args: string[]) => {
    const { exitCode, stderr } = await mini.run('git', ...AUTHOR, '-C', folder, ...args);
    if (exitCode !== 0) throw new Error(stderr);
  };
  await git('init', '-q');
  writeFileSync(join(folder, '.git/info/exclude'), '');
  await git('add', '-A');
  await git('rm', '-q', '--cached', 'ask-nix.json');
  const lock = await mini.run('nix', 'flake', 'lock', folder);
  if (lock.exitCode !== 0) throw new Error(lock.stderr);
  await git('add', 'flake.lock');
  await git('commit', '-q', '-m', 'all');
  return folder;
}
