import { constants, type Stats } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Paths } from '#config/paths.ts';
import { degraded, type Found, failed, ok } from './finding.ts';

/** Whether our folders are ours: writable by us, and by nobody else. */
export async function checkFiles(paths: Paths, userId: number | undefined): Promise<Found> {
  const folders = [dirname(paths.configFile), paths.state, paths.cache, paths.runtime];
  for (const folder of folders) {
    const at = await statIfThere(folder);
    if (!at) continue;
    if (!at.isDirectory()) return failed(`${folder} is no folder.`, 'Move it away; I make a new one.');
    if (userId !== undefined && userId !== 0 && at.uid !== userId)
      return failed(`${folder} belongs to somebody else.`, `Make it yours: chown -R $USER ${folder}.`);
    if ((at.mode & 0o022) !== 0)
      return degraded(`Others may write in ${folder}.`, `Keep it to yourself: chmod go-w ${folder}.`);
    if (!(await isWritable(folder)) && folder !== dirname(paths.configFile))
      return failed(`I may not write in ${folder}.`, 'Check who owns it and that it is not read-only.');
  }
  return ok('My files are where they belong.');
}

async function statIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

async function isWritable(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
