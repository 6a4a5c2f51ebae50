import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '#base/make-folder.ts';
import { askGit } from './git.ts';

/**
 * Makes `copy` a git repository of its own with the commit and the index of `workTree`, whose objects it uses. So Nix sees
 * the same revision in it, and what is added to it is added to no other.
 */
export async function shadowRepository(
  workTree: string,
  copy: string,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  const ask = async (...question: string[]) =>
    (await askGit(workTree, ['rev-parse', ...question], environment, signal)).trimEnd();
  const own = await ask('--absolute-git-dir');
  const objects = await ask('--path-format=absolute', '--git-path', 'objects');
  // Before the first commit there is none.
  const commit = await ask('--verify', '--quiet', 'HEAD').catch(() => undefined);
  signal.throwIfAborted();
  const git = join(copy, '.git');
  for (const folder of ['objects/info', 'refs/heads']) makeFolder(join(git, folder));
  await writeFile(join(git, 'HEAD'), 'ref: refs/heads/main\n');
  if (commit) await writeFile(join(git, 'refs/heads/main'), `${commit}\n`);
  await writeFile(join(git, 'objects/info/alternates'), `${objects}\n`);
  await writeFile(
    join(git, 'config'),
    '[core]\nrepositoryformatversion = 0\nbare = false\nautocrlf = false\n',
  );
  await copyFile(join(own, 'index'), join(git, 'index'));
}
