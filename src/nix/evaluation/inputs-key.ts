import { createHash, type Hash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { NixError } from '#base/errors.ts';
import { type FolderEntries, folderEntries } from '../configuration/folder-entries.ts';
import { askGit } from '../configuration/git.ts';
import { MANAGED_FILE, MANAGED_MODULE, type ManagedConfig, managedText } from '../managed-config.ts';
import type { NixPlaces } from '../places.ts';
import type { FlakeKind } from './configuration-kind.ts';
import { nixpkgsFolder } from './nixpkgs-folder.ts';

type Environment = Readonly<Record<string, string>>;

/**
 * What an evaluation of the configuration depends on, as one text of 64 hex digits: the content of its files, with
 * `config` as what is managed, the commit of a flake, and the nixpkgs of channels. Two evaluations with the same key give
 * the same, but for files elsewhere that the configuration reads. Undefined: it cannot be told, so nothing may be
 * remembered. Rejects with the signal's reason when aborted.
 */
export async function inputsKey(
  { configuration, store }: Pick<NixPlaces, 'configuration' | 'store'>,
  config: ManagedConfig | undefined,
  environment: Environment,
  signal: AbortSignal,
): Promise<string | undefined> {
  const hash = createHash('sha256');
  const found = await entriesOf(configuration, environment, signal);
  if (!found) return undefined;
  await addEntries(hash, found, config ? [join(realpathSync(configuration), MANAGED_FILE)] : [], signal);
  if (config) hash.update(managedText(config));
  if (found.kind.kind === 'flake') {
    hash.update(`commit ${await commitOf(found.kind, environment, signal)}`);
    return hash.digest('hex');
  }
  const nixpkgs = nixpkgsFolder(environment);
  if (!nixpkgs) return undefined;
  hash.update(`nixpkgs ${environment.NIX_PATH} ${nixpkgs}`);
  if (!nixpkgs.startsWith(`${store}/`)) {
    const content = await entriesOf(nixpkgs, environment, signal);
    if (!content) return undefined;
    await addEntries(hash, content, [], signal);
  }
  return hash.digest('hex');
}

/** Likewise, without the inputs, with what is managed however that is written down. */
export async function writtenKey(
  places: Pick<NixPlaces, 'configuration'>,
  config: ManagedConfig,
  environment: Environment,
  signal: AbortSignal,
): Promise<string | undefined> {
  return (await writtenKeys(places, config, environment, signal))?.written;
}

export interface WrittenKeys {
  written: string;
  /** Of the files alone that are neither ours nor the lock. */
  byHand: string;
}

export async function writtenKeys(
  { configuration }: Pick<NixPlaces, 'configuration'>,
  config: ManagedConfig,
  environment: Environment,
  signal: AbortSignal,
): Promise<WrittenKeys | undefined> {
  const found = await entriesOf(configuration, environment, signal);
  if (!found) return undefined;
  const folder = realpathSync(configuration);
  const [module = '', ...others] = [MANAGED_MODULE, MANAGED_FILE, LOCK].map((name) => join(folder, name));
  const byHand = createHash('sha256');
  await addEntries(byHand, found, [module, ...others], signal);
  const written = byHand.copy();
  written.update(JSON.stringify(await readFile(module, 'utf8').catch(() => null)));
  written.update(managedText(config));
  if (found.kind.kind === 'flake')
    written.update(`commit ${await commitOf(found.kind, environment, signal)}`);
  return { written: written.digest('hex'), byHand: byHand.digest('hex') };
}

const LOCK = 'flake.lock';

/** Before the first one there is none. */
async function commitOf(
  { workTree }: FlakeKind,
  environment: Environment,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!workTree) return undefined;
  try {
    return await askGit(workTree, ['rev-parse', '--verify', '--quiet', 'HEAD'], environment, signal);
  } catch (error) {
    if (error instanceof NixError) return undefined;
    throw error;
  }
}

/** Undefined for a folder that is too large to be looked at each time, or that git does not tell of. */
async function entriesOf(
  folder: string,
  environment: Environment,
  signal: AbortSignal,
): Promise<FolderEntries | undefined> {
  try {
    return await folderEntries(folder, environment, signal);
  } catch (error) {
    if (error instanceof NixError) return undefined;
    throw error;
  }
}

/** All but the files `apart`. */
async function addEntries(
  hash: Hash,
  { top, entries, skipped }: FolderEntries,
  apart: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const real = realpathSync(top);
  for (const { path, kind, executable } of entries) {
    signal.throwIfAborted();
    const file = join(real, path);
    if (apart.includes(file)) continue;
    const read = kind === 'link' ? readlink(file) : readFile(file);
    // What has gone meanwhile is not there.
    const content = await read.catch(() => undefined);
    if (content === undefined) continue;
    hash.update(JSON.stringify([path, kind, executable, content.length]));
    hash.update(content);
  }
  hash.update(JSON.stringify(skipped));
}
