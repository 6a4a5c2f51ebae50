import { readFileSync } from 'node:fs';
import { runProgram } from '#base/run-program.ts';
import { configurationKind } from '../../evaluation/configuration-kind.ts';
import type { Channel, Evaluation } from '../../evaluation/evaluate-argv.ts';
import { lockedInputs, revisionRead } from '../../evaluation/which-inputs.ts';
import type { LocalSystem } from './local-system.ts';

/** What a copy of the configuration is evaluated with, to see what an update would bring. */
export type UpdatedInputs =
  | {
      type: 'updated';
      evaluation: Pick<Evaluation, 'nixpkgs' | 'channels'>;
      /** As `whichInputs` tells them once they are root's; `files`: what the evaluation read. */
      which(files: readonly string[]): string | undefined;
    }
  /** Where the channels come from is root's business. */
  | { type: 'unknown' }
  | { type: 'failed'; output: string };

const NIX = ['nix', '--extra-experimental-features', 'nix-command flakes'] as const;

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
    if (exitCode !== 0) return { type: 'failed', output: stderr };
    return { type: 'updated', evaluation: {}, which: () => lockedInputs(folder) };
  }
  const all = channelsOf(environment.HOME);
  const nixos = all.find(({ name }) => name === 'nixos' || name === 'nixpkgs');
  if (!nixos) return { type: 'unknown' };
  const channels = all.filter((channel) => channel !== nixos);
  return {
    type: 'updated',
    evaluation: { nixpkgs: nixos.url, channels },
    // Of the others nothing tells which they are.
    which: (files) => (channels.length === 0 ? revisionRead(files) : undefined),
  };
}

/** A channel is one, or has one in it. */
const ARCHIVE = /\.tar\.(?:bz2|gz|xz)$/;
const NAME = /^[\w.-]+$/;

/** All are updated together. None where we may not read which there are. */
function channelsOf(home: string | undefined): Channel[] {
  const lines = (readIfAllowed(`${home}/.nix-channels`) ?? '').split('\n');
  return lines.flatMap((line) => {
    const [url = '', name = ''] = line.trim().split(/\s+/);
    if (url.startsWith('#') || !NAME.test(name)) return [];
    return [{ name, url: ARCHIVE.test(url) ? url : `${url}/nixexprs.tar.xz` }];
  });
}

function readIfAllowed(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
