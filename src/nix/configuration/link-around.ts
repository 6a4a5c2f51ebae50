import { readdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Of a folder with more than that, nobody imports something by a path of two dots. */
const MOST_LINKS = 2_000;

/**
 * Makes what is beside `folder`, and beside the folders above it, reachable from its copy below `root` by the same relative
 * paths: by links to what is really there.
 */
export async function linkAround(folder: string, root: string): Promise<void> {
  const above = dirname(folder);
  if (above === folder) return;
  const names = await readdir(above).catch(() => []);
  const beside = names.filter((name) => join(above, name) !== folder);
  if (beside.length <= MOST_LINKS) {
    for (const name of beside) await symlink(join(above, name), join(root, above, name));
  }
  await linkAround(above, root);
}
