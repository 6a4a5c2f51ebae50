import { constants, existsSync } from 'node:fs';
import { access, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { NixError } from '#base/errors.ts';
import { type ConfigurationKind, configurationKind } from '../evaluation/configuration-kind.ts';
import { MANAGED_FILE } from '../managed-config.ts';
import { askGit } from './git.ts';

/** What an evaluation can see of a configuration. */
export interface FolderEntries {
  kind: ConfigurationKind;
  /** The folder that `entries` are in: the configuration's, or of a flake in git its repository's. */
  top: string;
  entries: readonly FolderEntry[];
  /** Paths that we may not read, or that are neither files nor links nor folders. */
  skipped: readonly string[];
}

export interface FolderEntry {
  /** Relative to `top`. */
  path: string;
  kind: 'file' | 'link';
  bytes: number;
  executable: boolean;
}

const MOST_ENTRIES = 5_000;
const MOST_BYTES = 64_000_000;

/** Of the managed file, what is beside it only while it is written. */
const PASSING = new RegExp(`^${MANAGED_FILE.replaceAll('.', '\\.')}\\.(?:lock|lock\\.stale|new)$`);

/**
 * The files and links of a configuration folder; of a flake in git, what git knows of. Throws NixError when there is none,
 * when there are too many to look at each time, or git refuses.
 */
export async function folderEntries(
  folder: string,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<FolderEntries> {
  if (!existsSync(folder))
    throw new NixError('no-configuration', `There is no configuration: ${folder} is not there.`);
  const kind = configurationKind(folder);
  const workTree = kind.kind === 'flake' ? kind.workTree : undefined;
  const top = workTree ?? folder;
  const paths = workTree ? knownToGit(workTree, environment, signal) : below(top, '', signal);
  const entries: FolderEntry[] = [];
  const skipped: string[] = [];
  let bytes = 0;
  for await (const path of paths) {
    signal.throwIfAborted();
    const entry = await entryAt(top, path);
    if (entry === 'skipped') skipped.push(path);
    if (typeof entry !== 'object') continue;
    bytes += entry.bytes;
    if (entries.push(entry) > MOST_ENTRIES || bytes > MOST_BYTES) throw tooLarge(top);
  }
  return { kind, top, entries, skipped };
}

async function* knownToGit(
  workTree: string,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): AsyncIterable<string> {
  const listed = await askGit(workTree, ['ls-files', '-z', '--cached'], environment, signal);
  yield* new Set(listed.split('\0').filter(Boolean));
}

async function* below(top: string, folder: string, signal: AbortSignal): AsyncIterable<string> {
  signal.throwIfAborted();
  const found = await readdir(join(top, folder), { withFileTypes: true }).catch(() => undefined);
  if (!found) return yield folder;
  for (const entry of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name === '.git' || PASSING.test(entry.name)) continue;
    if (entry.isDirectory()) yield* below(top, path, signal);
    else yield path;
  }
}

async function entryAt(top: string, path: string): Promise<FolderEntry | 'skipped' | 'gone'> {
  const file = join(top, path);
  const found = await lstat(file).catch(() => undefined);
  if (!found) return 'gone';
  if (found.isSymbolicLink()) return { path, kind: 'link', bytes: 0, executable: false };
  if (!found.isFile() || !(await isReadable(file))) return 'skipped';
  return { path, kind: 'file', bytes: found.size, executable: (found.mode & 0o100) !== 0 };
}

async function isReadable(file: string): Promise<boolean> {
  try {
    await access(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function tooLarge(top: string): NixError {
  const most = `${MOST_ENTRIES} files or ${MOST_BYTES / 1_000_000} MB`;
  return new NixError('bad-state', `${top} has more than ${most}: too much to copy for looking ahead.`);
}
