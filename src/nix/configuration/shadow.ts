import { constants, realpathSync } from 'node:fs';
import { chmod, copyFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '#base/make-folder.ts';
import { MANAGED_FILE, type ManagedConfig, managedText } from '../managed-config.ts';
import type { NixPlaces } from '../places.ts';
import { type FolderEntry, folderEntries } from './folder-entries.ts';
import { intendToAdd } from './intent-to-add.ts';
import { linkAround } from './link-around.ts';
import { shadowRepository } from './shadow-repository.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A private copy of the configuration folder in which something else is managed. Disposing removes it. */
export interface Shadow extends AsyncDisposable {
  folder: string;
  /** What could not be copied, relative to the configuration or its repository: an evaluation that needs it fails. */
  skipped: readonly string[];
  /** What Nix says of the copy, as said of the configuration itself: paths in it become those of the original. */
  asOriginal(text: string): string;
}

/**
 * Copies the configuration with `config` as what is managed, below `temporary`, so that it can be evaluated before
 * anything is changed. Paths into the folder above it lead to what is really there. Throws NixError when it is too large or
 * git refuses, what the file system throws, and the signal's reason when aborted; then no copy is left.
 */
export async function shadowConfiguration(
  { configuration }: Pick<NixPlaces, 'configuration'>,
  config: ManagedConfig,
  temporary: string,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Shadow> {
  const { kind, top, entries, skipped } = await folderEntries(configuration, environment, signal);
  await using made = new AsyncDisposableStack();
  const root = await temporaryFolder(temporary);
  made.defer(() => rm(root, { recursive: true, force: true }));
  const inShadow = (path: string) => join(root, path);
  makeFolder(inShadow(top));
  await linkAround(top, root);
  const gone: string[] = [];
  for (const entry of entries) {
    signal.throwIfAborted();
    if (!(await copyEntry(entry, top, inShadow(top)))) gone.push(entry.path);
  }
  const workTree = kind.kind === 'flake' ? kind.workTree : undefined;
  // A repository is told by its real path, and the configuration may be a link into it.
  const folder = inShadow(workTree ? realpathSync(configuration) : configuration);
  await replace(join(folder, MANAGED_FILE), managedText(config));
  if (workTree) {
    await shadowRepository(workTree, inShadow(workTree), environment, signal);
    await intendToAdd({ configuration: folder }, environment, signal);
  }
  const all = made.move();
  const own = new Set(kind.kind === 'flake' ? entries.map(({ path }) => path) : []);
  return {
    folder,
    skipped: [...skipped, ...gone],
    asOriginal: (text) =>
      text
        .replaceAll(root, '')
        .replaceAll(IN_STORE, (found, path: string) => (own.has(path) ? join(top, path) : found)),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

/** A file of a flake, by the copy that Nix makes of that to evaluate it. */
const IN_STORE = /\/[\w./+@~-]{0,200}\/[0-9a-df-np-sv-z]{32}-source\/([\w./+@~-]+)/g;

/** False: it has gone meanwhile, as what editors put beside a file does. */
async function copyEntry(
  { path, kind, executable }: FolderEntry,
  from: string,
  to: string,
): Promise<boolean> {
  const target = join(to, path);
  makeFolder(dirname(target));
  try {
    if (kind === 'link') await symlink(await readlink(join(from, path)), target);
    else await copyFile(join(from, path), target, constants.COPYFILE_FICLONE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  if (kind === 'file') await chmod(target, executable ? 0o700 : 0o600);
  return true;
}

/** What is there may be a link to the real one. */
async function replace(file: string, text: string): Promise<void> {
  await rm(file, { force: true });
  await writeFile(file, text);
}
