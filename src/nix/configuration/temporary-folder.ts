import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '#base/make-folder.ts';
import { isStillAlive, ownMark } from '#base/process-life.ts';

const NAME = /^shadow-(?<pid>\d+)_(?<started>\d*)_(?<boot>[0-9a-f-]*)_\w{6}$/;

/**
 * A new folder below `below`, for this process and its owner only, once those of processes that were killed are gone. Throws
 * what the file system throws.
 */
export async function temporaryFolder(below: string): Promise<string> {
  makeFolder(below);
  await removeOfTheDead(below);
  const { pid, life = ' ' } = ownMark();
  return mkdtemp(join(below, `shadow-${pid}_${life.replace(' ', '_')}_`));
}

/** Removes those below `below` whose processes were killed. Throws what the file system throws. */
export async function removeOfTheDead(below: string): Promise<void> {
  if (!existsSync(below)) return;
  for (const name of await readdir(below)) {
    if (isOfTheDead(name)) await rm(join(below, name), { recursive: true, force: true });
  }
}

function isOfTheDead(name: string): boolean {
  const { pid, started, boot } = NAME.exec(name)?.groups ?? {};
  return (
    pid !== undefined && !isStillAlive({ pid: Number(pid), life: started ? `${started} ${boot}` : undefined })
  );
}
