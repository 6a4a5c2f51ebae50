import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Package, PackageIndex } from '#catalogue/package.ts';
import { nixpkgsFolder } from '../../evaluation/nixpkgs-folder.ts';
import { whichProvides } from '../../provides/which-provides.ts';
import type { LocalState } from './read-local.ts';

/** More than anybody listens to. */
const MOST = 12;

/** Packages with a command, best first: by the catalogue, what the channel knows of it, and nix-index if somebody has that. */
export async function providersOf(
  program: string,
  packages: PackageIndex,
  { current }: LocalState,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly Package[]> {
  const nixpkgs = nixpkgsFolder(environment);
  const database = nixpkgs && ifThere(join(nixpkgs, 'programs.sqlite'));
  const caches = environment.XDG_CACHE_HOME ?? join(environment.HOME ?? '/', '.cache');
  const nixIndex = ifThere(join(caches, 'nix-index/files'));
  const sources = {
    packages,
    installed: current.packages,
    system: readFileSync(`${current.toplevel}/system`, 'utf8').trim(),
    ...(database !== undefined && { database }),
    ...(nixIndex !== undefined && { nixIndex }),
  };
  const provides = await whichProvides(program, sources, MOST, signal);
  return provides.packages;
}

function ifThere(file: string): string | undefined {
  return existsSync(file) ? file : undefined;
}
