import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelError, RecognizerError } from '#base/errors.ts';
import { checkModel } from '#recognition/models.ts';
import type { DownloadableModel } from './catalog.ts';
import { type FetchOptions, keptBytes, removePart } from './fetch-archive.ts';
import { explainedFor, openUnfinished, putInPlace, takeModels } from './installing.ts';
import { openFetched, openGiven } from './open-archive.ts';
import { inPhase, type ModelProgress } from './progress.ts';
import { unpackArchive } from './unpack.ts';

export interface PullOptions extends FetchOptions {
  /** Where fetched models are. */
  folder: string;
  /** A local archive, instead of the network. */
  from?: string;
}

export const PATIENCE = { stalledMs: 20_000, tries: 5, backOffMs: 500 } as const;
/** Catalogues tell sizes on disk only about. */
const UNPACKED_SLACK = 1.2;

export interface Pulled {
  /** Of the model. */
  folder: string;
  /** It was installed before, and nothing was done. */
  wasThere: boolean;
}

/**
 * Fetches, checks, unpacks and installs `model`. Whenever it ends, by abort, error or a kill, the model is whole or not there; what
 * was fetched is kept for the next time. Throws `ModelError`, or `ConfigError` when the archive given by `from` cannot be read.
 */
export async function* pullModel(
  model: DownloadableModel,
  options: PullOptions,
  signal: AbortSignal,
): AsyncGenerator<ModelProgress, Pulled> {
  signal.throwIfAborted();
  const { from, folder } = options;
  const target = join(folder, model.fullName);
  const part = partOf(model, folder);
  try {
    using _alone = await takeModels(folder);
    if (isWhole(target)) return { folder: target, wasThere: true };
    await checkRoom(
      model,
      folder,
      from === undefined ? model.archiveBytes - (await keptBytes(part, model)) : 0,
    );
    await using archive = yield* from === undefined
      ? openFetched(model, part, options, signal)
      : openGiven(model, from, signal);
    await using unfinished = await openUnfinished(target);
    const limits = { topFolder: model.topFolder, mostBytes: Math.ceil(model.unpackedBytes * UNPACKED_SLACK) };
    const unpacking = unpackArchive(archive, unfinished.path, limits, signal);
    yield* inPhase('unpacking', model.unpackedBytes, unpacking);
    checkUnpacked(unfinished.path);
    await putInPlace(unfinished.path, target);
    await removePart(part);
    return { folder: target, wasThere: false };
  } catch (error) {
    throw explainedFor(folder, error);
  }
}

/** Where what came of an archive so far is kept. */
export function partOf({ fullName }: DownloadableModel, folder: string): string {
  return join(folder, `${fullName}.part`);
}

async function checkRoom(model: DownloadableModel, folder: string, toFetch: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const needed = toFetch + model.unpackedBytes;
  if (needed <= bavail * bsize) return;
  const message = `There is not enough room in ${folder}: ${model.name} needs ${megabytes(needed)}, and ${megabytes(bavail * bsize)} are free. Make room and pull again.`;
  throw new ModelError('no-space', message);
}

function isWhole(folder: string): boolean {
  try {
    checkModel(folder);
    return true;
  } catch (error) {
    if (error instanceof RecognizerError) return false;
    throw error;
  }
}

function checkUnpacked(folder: string): void {
  try {
    checkModel(folder);
  } catch (cause) {
    const message =
      'What was unpacked is no speech model: files are missing. Nothing was installed. Its checksum is the one in my catalogue, so please report this.';
    throw new ModelError('bad-archive', message, { cause });
  }
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}
