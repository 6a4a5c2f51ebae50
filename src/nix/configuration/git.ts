import { NixError } from '#base/errors.ts';
import { runProgram } from '#base/run-program.ts';

/** A folder may belong to somebody else: nothing of its repository's own settings is run. */
const SETTINGS = ['safe.directory=*', 'core.fsmonitor=false', 'core.hooksPath=/dev/null'] as const;

/** What git answers in `folder`. Throws NixError when there is no git, or it refuses. */
export async function askGit(
  folder: string,
  question: readonly string[],
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string> {
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  const argv = ['git', ...settings, '-C', folder, ...question] as const;
  const done = await runProgram(argv, '', signal, {
    environment: withoutGit(environment),
    isShared: true,
  });
  if (done.startError) throw new NixError('not-installed', `git cannot be started (${done.startError}).`);
  if (done.exitCode === 0) return done.stdout.toString('utf8');
  throw new NixError('refused', `git ${question[0]} in ${folder}: ${done.stderr.trim()}`);
}

/** Nothing that says where git's files are or how it works. */
function withoutGit(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('GIT_')));
}
