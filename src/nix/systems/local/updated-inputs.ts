import { readFileSync } from 'node:fs';
import { runProgram } from '#base/run-program.ts';
import { configurationKind } from '../../evaluation/configuration-kind.ts';
import type { LocalSystem } from './local-system.ts';

const NIX = ['nix', '--extra-experimental-features', 'nix-command flakes'] as const;

/** What a copy of the configuration is evaluated with, to see what an update would bring. */
export type UpdatedInputs =
  | { type: 'updated'; nixpkgs?: string }
  /** Where the channels come from is root's business. */
  | { type: 'unknown' }
  | { type: 'failed'; output: string };

/** Fetches the newest inputs for the configuration in `folder`, a copy; nothing else changes. Goes online. */
export async function updatedInputs(
  folder: string,
  { environment }: LocalSystem,
  signal: AbortSignal,
): Promise<UpdatedInputs> {
  if (configurationKind(folder).kind === 'flake') {
    const { exitCode, stderr } = await runProgram([...NIX, 'flake', 'update'], '', signal, {
      environment,
      folder,
    });
    return exitCode === 0 ? { type: 'updated' } : { type: 'failed', output: stderr };
  }
  const url = channelUrl(environment.HOME);
  if (url === undefined) return { type: 'unknown' };
  return { type: 'updated', nixpkgs: ARCHIVE.test(url) ? url : `${url}/nixexprs.tar.xz` };
}

/** A channel is one, or has one in it. */
const ARCHIVE = /\.tar\.(?:bz2|gz|xz)$/;

/** Of the channel that NixOS is made from, where we may read which one that is. */
function channelUrl(home: string | undefined): string | undefined {
  const text = readIfAllowed(`${home}/.nix-channels`) ?? '';
  const channels = text.split('\n').map((line) => line.trim().split(/\s+/));
  return channels.find(([, name]) => name === 'nixos' || name === 'nixpkgs')?.[0];
}

function readIfAllowed(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
