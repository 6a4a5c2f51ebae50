import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '#base/run-program.ts';
import { configurationKind } from '../../evaluation/configuration-kind.ts';
import type { Evaluation } from '../../evaluation/evaluate-argv.ts';
import { lockedInputs, revisionOf } from '../../evaluation/which-inputs.ts';
import { channelsOfRoot } from './channels-of-root.ts';
import { fetchChannels } from './fetch-channels.ts';
import type { LocalSystem } from './local-system.ts';

/** What a copy of the configuration is evaluated with, to see what an update would bring. All of it is on this machine. */
export interface Updated {
  type: 'updated';
  evaluation: Pick<Evaluation, 'nixpkgs' | 'channels'>;
  /** Of a flake. */
  lock?: Buffer;
  /** Another as soon as one of them is another; undefined: nobody can tell. */
  id: string | undefined;
  /** As `whichInputs` tells them once they are root's. */
  which: string | undefined;
}

export type UpdatedInputs =
  | Updated
  /** Where the channels come from is root's business; or no update was looked at. */
  | { type: 'unknown' }
  | { type: 'failed'; output: string };

const NIX = ['nix', '--extra-experimental-features', 'nix-command flakes'] as const;

/** Fetches the newest inputs for the configuration in `folder`, a copy; nothing else changes. Goes online. */
export async function updatedInputs(
  folder: string,
  system: LocalSystem,
  signal: AbortSignal,
): Promise<UpdatedInputs> {
  const { environment } = system;
  if (configurationKind(folder).kind === 'flake') {
    const { exitCode, stderr } = await runProgram([...NIX, 'flake', 'update'], '', signal, {
      environment,
      folder,
    });
    return exitCode === 0 ? flakeUpdated(folder) : { type: 'failed', output: stderr };
  }
  const all = await channelsOfRoot(system, signal);
  const nixos = all.find(({ name }) => name === 'nixos' || name === 'nixpkgs');
  if (!nixos) return { type: 'unknown' };
  const others = all.filter((channel) => channel !== nixos);
  const fetched = await fetchChannels([{ ...nixos, name: 'nixpkgs' }, ...others], system, signal);
  if (fetched.type === 'failed') return fetched;
  const [nixpkgs = '', ...folders] = fetched.folders;
  const channels = others.map(({ name }, index) => ({ name, url: folders[index] ?? '' }));
  return {
    type: 'updated',
    evaluation: { nixpkgs, channels },
    id: fetched.folders.join(' '),
    // Of the others nothing tells which they are.
    which: channels.length === 0 ? revisionOf(nixpkgs) : undefined,
  };
}

/** Puts the inputs of the update that was looked at last into another copy. Stays offline. */
export function inputsSeen(folder: string, { seen }: Pick<LocalSystem, 'seen'>): UpdatedInputs {
  const { update } = seen;
  if (!update) return { type: 'unknown' };
  if (update.lock) {
    // It may be a link to the real one.
    rmSync(lockOf(folder), { force: true });
    writeFileSync(lockOf(folder), update.lock);
  }
  return update;
}

function flakeUpdated(folder: string): Updated {
  const locked = lockedInputs(folder);
  return {
    type: 'updated',
    evaluation: {},
    ...(locked !== undefined && { lock: readFileSync(lockOf(folder)) }),
    id: locked,
    which: locked,
  };
}

function lockOf(folder: string): string {
  return join(folder, 'flake.lock');
}
