import { runProgram } from '#base/run-program.ts';
import type { Channel } from '../../evaluation/evaluate-argv.ts';
import { parseStorePath } from '../../store-path.ts';
import type { LocalSystem } from './local-system.ts';

/** Fetches what is newer than what was fetched before. Goes online. `folders`: of the store, in the order of `channels`. */
export async function fetchChannels(
  channels: readonly Channel[],
  { environment, places }: Pick<LocalSystem, 'environment' | 'places'>,
  signal: AbortSignal,
): Promise<{ type: 'fetched'; folders: readonly string[] } | { type: 'failed'; output: string }> {
  const argv = [
    'nix-instantiate',
    ...['--find-file', ...channels.map(({ name }) => name)],
    ...channels.flatMap(({ name, url }) => ['-I', `${name}=${url}`]),
    // What Nix downloaded within the hour is else the newest to it.
    ...['--option', 'tarball-ttl', '0'],
  ] as const;
  // What cannot be fetched is not to be taken from elsewhere.
  const setting = { environment: { ...environment, NIX_PATH: '' } };
  const { exitCode, startError, stdout, stderr } = await runProgram(argv, '', signal, setting);
  const lines = stdout.toString('utf8').trim().split('\n');
  const folders = lines.flatMap((line) => parseStorePath(line, places.store) ?? []);
  if (exitCode === 0 && folders.length === channels.length) return { type: 'fetched', folders };
  return { type: 'failed', output: startError ?? stderr };
}
