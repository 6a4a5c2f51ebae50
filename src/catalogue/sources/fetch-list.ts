import { NixError } from '#base/errors.ts';
import { type Argv, runProgram } from '#base/run-program.ts';
import { complaintOf } from './complaint.ts';

/** Nix fetches it, into its store: ask-nix opens no connection. The address is whole, so that it is no flag. */
export function fetchArgv(url: string): Argv {
  const { href, pathname } = new URL(url);
  const name = pathname.endsWith('.br') ? 'packages.json.br' : 'packages.json';
  return ['nix-prefetch-url', '--print-path', '--name', name, href];
}

/** Gives the file that was fetched. Throws `NixError`. */
export async function fetchList(url: string, signal: AbortSignal): Promise<string> {
  const { exitCode, startError, stdout, stderr } = await runProgram(fetchArgv(url), '', signal);
  if (startError !== undefined)
    throw new NixError('not-installed', `nix-prefetch-url cannot be started: ${startError}.`);
  const file = stdout.toString('utf8').trim().split('\n').at(-1) ?? '';
  if (exitCode === 0 && file.startsWith('/')) return file;
  throw new NixError('refused', `Nix could not fetch ${url}: ${complaintOf(stderr)}`);
}
