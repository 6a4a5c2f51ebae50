import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { systemClock } from '#base/clock.ts';
import { ModelError } from '#base/errors.ts';
import type { DownloadableModel } from './catalog.ts';
import { type NetworkOptions, openDownload } from './download.ts';

/** How patient we are with a network. */
export interface FetchOptions extends NetworkOptions {
  /** Connections in a row that give next to nothing. */
  tries: number;
  /** After the first of them; doubled after each. */
  backOffMs: number;
}

/** A connection that gave this much was worth it. */
const WORTHWHILE_BYTES = 1024 * 1024;

/**
 * Completes the archive of `model` in `part`, going on where an earlier fetch stopped. Yields the bytes that are there.
 * Throws `ModelError`, and what the file system throws; what came is kept.
 */
export async function* fetchArchive(
  model: DownloadableModel,
  part: string,
  options: FetchOptions,
  signal: AbortSignal,
): AsyncGenerator<number> {
  let worth = await keptBytes(part, model);
  yield worth;
  for (let failures = 0; ; ) {
    try {
      for await (const bytes of fetchRest(model, part, options, signal)) {
        if (bytes >= worth + WORTHWHILE_BYTES) {
          worth = bytes;
          failures = 0;
        }
        yield bytes;
      }
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ModelError) || error.code !== 'unreachable') throw error;
      if (++failures >= options.tries) throw error;
      await systemClock.sleep(options.backOffMs * 2 ** (failures - 1), signal);
    }
  }
}

/** Bytes of the archive of `model` that are in `part`. */
export async function keptBytes(part: string, model: DownloadableModel): Promise<number> {
  return (await readPart(part, model)).bytes;
}

export async function removePart(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(noteOf(part), { force: true });
}

async function* fetchRest(
  model: DownloadableModel,
  part: string,
  network: NetworkOptions,
  signal: AbortSignal,
): AsyncGenerator<number> {
  const kept = await readPart(part, model);
  if (kept.bytes === model.archiveBytes) return;
  const { url } = model;
  using download = await openDownload({ url, from: kept.bytes, tag: kept.tag }, network, signal);
  if ((download.totalBytes ?? model.archiveBytes) !== model.archiveBytes) throw otherFile(model);
  await writeFile(noteOf(part), JSON.stringify({ sha256: model.sha256, tag: download.tag }));
  await using file = await open(part, 'a', 0o644);
  await file.truncate(download.from);
  let written = download.from;
  for await (const bytes of download.bytes) {
    if (written + bytes.length > model.archiveBytes) throw otherFile(model);
    await file.appendFile(bytes);
    written += bytes.length;
    yield written;
  }
  if (written === model.archiveBytes) return;
  const message = `The connection to ${new URL(url).host} was cut. Pull again; what came is kept.`;
  throw new ModelError('unreachable', message);
}

function otherFile({ url, name }: DownloadableModel): ModelError {
  const message = `What ${new URL(url).host} gives is not the archive of ${name} that I know: its size is another. Get that archive another way and give it with --from FILE.`;
  return new ModelError('wrong-content', message);
}

/** What is kept, if it is of this archive; anything else is thrown away. */
async function readPart(
  part: string,
  model: DownloadableModel,
): Promise<{ bytes: number; tag: string | undefined }> {
  const note = await readNote(part);
  const found = await stat(part).catch(() => undefined);
  if (found?.isFile() && found.size <= model.archiveBytes && note?.sha256 === model.sha256)
    return { bytes: found.size, tag: note.tag };
  await removePart(part);
  return { bytes: 0, tag: undefined };
}

/** Which archive the part is of, and which version of it, as the server calls it. */
interface Note {
  sha256: string;
  tag: string | undefined;
}

async function readNote(part: string): Promise<Note | undefined> {
  try {
    const { sha256, tag } = JSON.parse(await readFile(noteOf(part), 'utf8'));
    return { sha256, tag: typeof tag === 'string' ? tag : undefined };
  } catch {
    // Without it the part is of no use, and is fetched anew.
    return undefined;
  }
}

function noteOf(part: string): string {
  return `${part}.json`;
}
