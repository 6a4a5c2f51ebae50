import { open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Where nixos-rebuild-ng is. */
export interface RebuildModule {
  /** The folder that holds the Python package `nixos_rebuild`. */
  packages: string;
  /** The Python that it was made for: a path, or `python3` where nobody tells. */
  interpreter: string;
  foundBy: 'environment' | 'wrapper';
}

export interface WhereToLook {
  /** `NIXOS_REBUILD_MODULE_PATH`: the package, or the folder that holds it. */
  modulePath: string | undefined;
  /** `/run`, where the current system is. */
  run: string;
}

const PACKAGE = 'nixos_rebuild';

/** Undefined: it is not here, or what is called so is another program. Searches no further than these two places. */
export async function findRebuildModule({
  modulePath,
  run,
}: WhereToLook): Promise<RebuildModule | undefined> {
  if (modulePath) {
    const packages = basename(modulePath) === PACKAGE ? dirname(modulePath) : modulePath;
    if (!(await isPackage(join(packages, PACKAGE)))) return undefined;
    const interpreter = (await interpreterOf(join(packages, '../../..'))) ?? 'python3';
    return { packages, interpreter, foundBy: 'environment' };
  }
  try {
    const wrapper = await realpath(join(run, 'current-system/sw/bin/nixos-rebuild'));
    const top = dirname(dirname(wrapper));
    const interpreter = await interpreterOf(top);
    const packages = await packagesIn(top);
    return interpreter && packages ? { packages, interpreter, foundBy: 'wrapper' } : undefined;
  } catch {
    return undefined;
  }
}

async function packagesIn(top: string): Promise<string | undefined> {
  for (const folder of (await readdir(join(top, 'lib'))).sort().reverse()) {
    const packages = join(top, 'lib', folder, 'site-packages');
    if (/^python3(\.\d+)?$/.test(folder) && (await isPackage(join(packages, PACKAGE)))) return packages;
  }
  return undefined;
}

async function isPackage(folder: string): Promise<boolean> {
  try {
    return (await stat(join(folder, '__init__.py'))).isFile();
  } catch {
    return false;
  }
}

/** What the program behind the wrapper is run by: its first line, `#!/nix/store/…/bin/python3.13`. */
async function interpreterOf(top: string): Promise<string | undefined> {
  try {
    await using file = await open(join(top, 'bin/.nixos-rebuild-wrapped'), 'r');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(300), 0, 300, 0);
    return /^#! ?(\/[^\s]+\/python3[\d.]*)(?: -\w+)*\n/.exec(buffer.toString('utf8', 0, bytesRead))?.[1];
  } catch {
    return undefined;
  }
}
