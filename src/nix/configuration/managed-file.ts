import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { syncFolder, writeDurably } from '#base/durable-file.ts';
import { NixError } from '#base/errors.ts';
import { takeLock } from '#base/lock-file.ts';
import { EMPTY_CONFIG, MANAGED_FILE, ManagedConfig, managedText } from '../managed-config.ts';
import type { NixPlaces } from '../places.ts';
import type { ContentHash } from '../privileged.ts';
import { type JsonTrouble, jsonTrouble } from './json-trouble.ts';

export type ManagedRead =
  /** `bytes` is absent when there is no file: then nothing is managed yet. */
  | { type: 'managed'; config: ManagedConfig; hash: ContentHash; bytes?: Uint8Array }
  /**
   * Somebody else wrote to it, and it is no longer what we understand; `isNewer`: a later ask-nix. `hash` of what is there.
   */
  | ({ type: 'damaged'; file: string; hash: ContentHash; bytes: Uint8Array; isNewer?: true } & JsonTrouble);

export type ManagedWritten =
  /** `before`: what was there; absent: no file. */
  | { type: 'written'; hash: ContentHash; before?: Uint8Array }
  /** It is not what was expected. */
  | { type: 'stale'; hash: ContentHash }
  /** Another process is at it. */
  | { type: 'busy'; heldBy: number };

type ConfigurationPlace = Pick<NixPlaces, 'configuration'>;

/** More than 5000 packages and all options of the table never take. */
const MOST_BYTES = 1_000_000;

export function managedFile({ configuration }: ConfigurationPlace): string {
  return join(configuration, MANAGED_FILE);
}

/** Throws NixError when it cannot be read, or is no file of a size that ours can have. */
export function readManaged(places: ConfigurationPlace): ManagedRead {
  const file = managedFile(places);
  const bytes = readBytes(file);
  const hash = hashOf(bytes);
  if (!bytes) return { type: 'managed', config: EMPTY_CONFIG, hash };
  const text = Buffer.from(bytes).toString('utf8');
  const trouble = jsonTrouble(text, ManagedConfig);
  if (trouble)
    return { type: 'damaged', file, hash, bytes, ...trouble, ...(isOfNewer(text) && { isNewer: true }) };
  return { type: 'managed', config: ManagedConfig.parse(JSON.parse(text)), hash, bytes };
}

/**
 * Replaces the file if it is what `expected` says, with `content`: a configuration, the very bytes that were there before,
 * or nothing, which takes the file away. Whoever is killed leaves the old one or the new one.
 * Throws NixError `unwritable`; then nothing has changed.
 */
export function writeManaged(
  places: ConfigurationPlace,
  content: ManagedConfig | Uint8Array | undefined,
  expected: ContentHash,
): ManagedWritten {
  const file = followed(managedFile(places));
  try {
    const lock = takeLock(`${file}.lock`);
    if ('heldBy' in lock) return { type: 'busy', heldBy: lock.heldBy };
    using _held = lock;
    const before = readBytes(file);
    if (hashOf(before) !== expected) return { type: 'stale', hash: hashOf(before) };
    const bytes = bytesOf(content);
    if (bytes) writeDurably(file, bytes, { mode: 0o644 });
    else if (before) {
      rmSync(file);
      syncFolder(dirname(file));
    }
    return { type: 'written', hash: hashOf(bytes), ...(before && { before }) };
  } catch (cause) {
    if (cause instanceof NixError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new NixError('unwritable', `${file} cannot be written (${code}); it is as it was.`, { cause });
  }
}

const OfNewer = z.looseObject({ version: z.int().min(EMPTY_CONFIG.version + 1) });

function isOfNewer(text: string): boolean {
  try {
    return OfNewer.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** Who has it elsewhere and links to it keeps the link. */
function followed(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function hashOf(bytes: Uint8Array | undefined): ContentHash {
  return bytes ? createHash('sha256').update(bytes).digest('hex') : 'absent';
}

function bytesOf(content: ManagedConfig | Uint8Array | undefined): Uint8Array | undefined {
  if (content === undefined || content instanceof Uint8Array) return content;
  return Buffer.from(managedText(content));
}

function readBytes(file: string): Uint8Array | undefined {
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    const found = fstatSync(handle);
    if (!found.isFile() || found.size > MOST_BYTES)
      throw new NixError('bad-state', `${file} is no file that ask-nix wrote: look at it, and move it away.`);
    return readFileSync(handle);
  } catch (cause) {
    if (cause instanceof NixError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new NixError('bad-state', `${file} cannot be read (${code}).`, { cause });
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
