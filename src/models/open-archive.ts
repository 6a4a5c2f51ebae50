import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { ConfigError, ModelError } from '#base/errors.ts';
import type { DownloadableModel } from './catalog.ts';
import { type FetchOptions, fetchArchive, keptBytes, removePart } from './fetch-archive.ts';
import { inPhase, type ModelProgress } from './progress.ts';

const READ_BYTES = 1024 * 1024;

/**
 * The archive of `model`, fetched into `part` and found to be the right one. Bytes kept from another time may be wrong; then all
 * of it is fetched once more. Throws `ModelError`, and what the file system throws.
 */
export async function* openFetched(
  model: DownloadableModel,
  part: string,
  options: FetchOptions,
  signal: AbortSignal,
): AsyncGenerator<ModelProgress, FileHandle> {
  let isResumed = (await keptBytes(part, model)) > 0;
  for (;;) {
    yield* inPhase('downloading', model.archiveBytes, fetchArchive(model, part, options, signal));
    const archive = await open(part, 'r');
    if (yield* isArchiveOf(model, archive, signal)) return archive;
    await archive.close();
    await removePart(part);
    if (!isResumed) break;
    isResumed = false;
  }
  const message = `What ${new URL(model.url).host} gave is not the archive of ${model.name} that I know: its checksum is another. It was thrown away. Try later, or give the archive with --from FILE.`;
  throw new ModelError('wrong-content', message);
}

/** The archive of `model` in `file`. Throws `ModelError` when it is another one, `ConfigError` when it cannot be read. */
export async function* openGiven(
  model: DownloadableModel,
  file: string,
  signal: AbortSignal,
): AsyncGenerator<ModelProgress, FileHandle> {
  const archive = await openReadable(file);
  const { size } = await archive.stat();
  const hasSize = size === model.archiveBytes;
  if (hasSize && (yield* isArchiveOf(model, archive, signal))) return archive;
  await archive.close();
  const why = hasSize ? 'its checksum is another' : `it has ${size} bytes instead of ${model.archiveBytes}`;
  const message = `${file} is not the archive of ${model.name} that I know: ${why}. Download it again, or pull without --from.`;
  throw new ModelError('wrong-content', message);
}

async function openReadable(file: string): Promise<FileHandle> {
  let why = 'it is no file';
  try {
    // Opening a pipe would wait for who writes into it.
    if ((await stat(file)).isFile()) return await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    why = (error as NodeJS.ErrnoException).code ?? String(error);
  }
  throw new ConfigError('unreadable', `${file} cannot be read: ${why}. Give --from the archive of a model.`);
}

/** Closes the archive when it is not read to its end. */
async function* isArchiveOf(
  model: DownloadableModel,
  archive: FileHandle,
  signal: AbortSignal,
): AsyncGenerator<ModelProgress, boolean> {
  const hash = createHash('sha256');
  let isRead = false;
  try {
    yield* inPhase(
      'checking',
      model.archiveBytes,
      reading(archive, (bytes) => hash.update(bytes), signal),
    );
    isRead = true;
  } finally {
    if (!isRead) await archive.close();
  }
  return hash.digest('hex') === model.sha256;
}

async function* reading(
  file: FileHandle,
  take: (bytes: Uint8Array) => void,
  signal: AbortSignal,
): AsyncGenerator<number> {
  const buffer = Buffer.alloc(READ_BYTES);
  for (let position = 0; ; ) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(buffer, 0, READ_BYTES, position);
    if (bytesRead === 0) return;
    take(buffer.subarray(0, bytesRead));
    position += bytesRead;
    yield position;
  }
}
