import { NixError } from '#base/errors.ts';
import { runProgram } from '#base/run-program.ts';

/** A folder may belong to somebody else: nothing of its repository's own settings is run. */
const SETTINGS = ['safe.directory=*', 'core.fsmonitor=false', 'core.hooksPath=/dev/null'] as const;

/** Another git is at work there, or was killed and left it. */
const LOCK = /Unable to create '[^'\n]+\.lock': File exists/;

/** What git answers in `folder`. Throws NixError `no-git` when there is none or it refuses, and `git-locked`. */
export async function askGit(
  folder: string,
  question: readonly string[],
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string> {
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  const argv = ['git', ...settings, '-C', folder, ...question] as const;
  const done = await runProgram(argv, '', signal, {
    environment: { ...withoutGit(environment), LC_ALL: 'C' },
    isShared: true,
  });
  if (done.startError) throw new NixError('no-git', `git cannot be started (${done.startError}).`);
  if (done.exitCode === 0) return done.stdout.toString('utf8');
  const said = `git ${question[0]} in ${folder}: ${done.stderr.trim()}`;
  throw new NixError(LOCK.test(done.stderr) ? 'git-locked' : 'no-git', said);
}

/** Nothing that says where git's files are or how it works. */
function withoutGit(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('GIT_')));
}
