import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { diskTroubleOf } from '#base/disk-trouble.ts';
import { ModelError } from '#base/errors.ts';
import { makeFolder } from '#base/make-folder.ts';
import { complaintAbout, isFolder, MOST_ENTRIES, type UnpackLimits } from './archive-entries.ts';

/**
 * Unpacks what is in the top folder of `archive` into the folder `into`, which is there and empty. Yields the bytes written. All
 * entries are looked at before the first is written. Throws `ModelError` `bad-archive`, and what the file system throws.
 */
export async function* unpackArchive(
  archive: FileHandle,
  into: string,
  limits: UnpackLimits,
  signal: AbortSignal,
): AsyncGenerator<number> {
  let written = 0;
  try {
    const zip = await fromFdPromise(archive.fd, { autoClose: false, strictFileNames: true });
    const entries = await entriesOf(zip);
    const complaint = complaintAbout(entries, limits);
    if (complaint !== undefined) throw badArchive(complaint);
    for (const entry of entries) {
      signal.throwIfAborted();
      const path = join(into, ...entry.fileName.split('/').slice(1));
      makeFolder(isFolder(entry) ? path : dirname(path));
      if (isFolder(entry)) continue;
      for await (const bytes of unpackFile(zip, entry, path)) {
        signal.throwIfAborted();
        written += bytes;
        if (written > limits.mostBytes) throw badArchive('it is much bigger unpacked than it should be');
        yield written;
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    // What has no system call behind it is what yauzl and zlib say of the archive.
    if (error instanceof ModelError || diskTroubleOf(error)) throw error;
    throw badArchive('it is damaged', error);
  }
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    if (entries.length > MOST_ENTRIES) break;
  }
  return entries;
}

/** Yields the size of each piece. */
async function* unpackFile(zip: ZipFile, entry: Entry, path: string): AsyncGenerator<number> {
  await using file = await open(path, 'wx', 0o644);
  let checksum = 0;
  for await (const bytes of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    checksum = crc32(bytes, checksum);
    await file.appendFile(bytes);
    yield bytes.length;
  }
  if (checksum !== entry.crc32) throw badArchive(`${JSON.stringify(entry.fileName)} is damaged`);
  await file.sync();
}

function badArchive(why: string, cause?: unknown): ModelError {
  const message = `I do not unpack this archive: ${why}. Nothing was installed. Its checksum is the one in my catalogue, so please report this.`;
  return new ModelError('bad-archive', message, { cause });
}
