import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import { z } from 'zod';
import { NixError } from '#base/errors.ts';
import { frontCodedReader } from './front-coded.ts';

/** "NIXI" and the version of the format, eight bytes with the lowest first. */
const START = Buffer.from([0x4e, 0x49, 0x58, 0x49, 1, 0, 0, 0, 0, 0, 0, 0]);
const [PACKAGE, EXECUTABLE, LINK] = [...'pxs'].map((sign) => sign.charCodeAt(0));

/** Behind its files a package is told; of one that is only needed by another, the attribute is that other's. */
const Told = z.object({ origin: z.object({ attr: z.string(), toplevel: z.boolean() }) });

/**
 * Attributes of the packages that have `program` in `bin`, by the database of nix-index: it is read as a whole, which takes
 * seconds. Throws `NixError` `bad-state` when it cannot be read.
 */
export async function providersInNixIndex(
  file: string,
  program: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const wanted = Buffer.from(`/bin/${program}`);
  const found = new Set<string>();
  let isWanted = false;
  const read = frontCodedReader((kind, path, length) => {
    if (kind === PACKAGE) {
      const attribute = isWanted ? attributeIn(path.subarray(0, length)) : undefined;
      if (attribute !== undefined) found.add(attribute);
      isWanted = false;
    } else if (length === wanted.length && (kind === EXECUTABLE || kind === LINK))
      isWanted ||= wanted.equals(path.subarray(0, length));
  });
  try {
    await checkStart(file, signal);
    const stored = createReadStream(file, { start: START.length, signal });
    for await (const chunk of pipeline(stored, createZstdDecompress(), () => {})) read(chunk);
  } catch (cause) {
    signal.throwIfAborted();
    const why = (cause as Error).message;
    throw new NixError('bad-state', `The database of nix-index in ${file} cannot be read: ${why}`, { cause });
  }
  return [...found].sort();
}

async function checkStart(file: string, signal: AbortSignal): Promise<void> {
  const start = await createReadStream(file, { end: START.length - 1, signal }).toArray({ signal });
  if (!Buffer.concat(start).equals(START)) throw new NixError('bad-state', 'it is in another format.');
}

function attributeIn(json: Uint8Array): string | undefined {
  try {
    const { origin } = Told.parse(JSON.parse(Buffer.from(json).toString('utf8')));
    return origin.toplevel ? origin.attr : undefined;
  } catch {
    return undefined;
  }
}
