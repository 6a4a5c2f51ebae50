import { fileURLToPath } from 'node:url';
import { NixError } from '#base/errors.ts';
import { type Argv, startProgram } from '#base/run-program.ts';
import { complaintIn } from './complaint.ts';

/** What nixpkgs is asked for by the search path where no folder of it is known. */
export const NIXPKGS_OF_PATH = '<nixpkgs>';

/**
 * Makes nixpkgs list what it would refuse to build too, and the sets in which people look for packages: for
 * `NIXPKGS_CONFIG`, which nixpkgs reads.
 */
export const LISTING_CONFIG = fileURLToPath(new URL('./listing-config.nix', import.meta.url));

export function evaluationArgv(nixpkgs: string): Argv {
  return ['nix-env', '-f', nixpkgs, '-qaP', '--json', '--meta'];
}

/** What Nix finds in that nixpkgs, as JSON. Throws `NixError` when there is no Nix or it cannot. */
export async function* evaluatedList(nixpkgs: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  await using program = startProgram(evaluationArgv(nixpkgs), signal);
  program.stdin.end();
  const complaint = complaintIn(program.stderr);
  yield* program.stdout;
  const { exitCode, startError } = await program.ended;
  signal.throwIfAborted();
  if (startError !== undefined)
    throw new NixError('not-installed', `nix-env cannot be started: ${startError}.`);
  if (exitCode !== 0)
    throw new NixError('refused', `Nix cannot list the packages of ${nixpkgs}: ${complaint()}`);
}
