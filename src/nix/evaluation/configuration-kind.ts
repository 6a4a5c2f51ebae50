import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How a configuration folder is evaluated. */
export type ConfigurationKind =
  /** `configuration.nix`, with the nixpkgs of the channels. */
  { kind: 'channels' } | FlakeKind;

/** `flake.nix`. `workTree`: the folder of the git repository that it is in, at or above it. */
export interface FlakeKind {
  kind: 'flake';
  workTree?: string;
}

/** A folder with a `flake.nix` is a flake, as for nixos-rebuild. */
export function configurationKind(folder: string): ConfigurationKind {
  if (!existsSync(join(folder, 'flake.nix'))) return { kind: 'channels' };
  const workTree = workTreeAbove(realpathSync(folder));
  return { kind: 'flake', ...(workTree && { workTree }) };
}

function workTreeAbove(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : workTreeAbove(above);
}
