import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createBrotliDecompress } from 'node:zlib';
import { z } from 'zod';
import { NixError } from '#base/errors.ts';
import { evaluatedList } from './evaluated-list.ts';
import { fetchList } from './fetch-list.ts';

/** Where a list of packages is to be had. */
export const ListSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('evaluation'), nixpkgs: z.string() }),
  z.strictObject({ kind: z.literal('file'), file: z.string() }),
  z.strictObject({ kind: z.literal('url'), url: z.string() }),
]);
export type ListSource = z.infer<typeof ListSource>;

/** More than ten times what nixpkgs has: whoever sends so much sends no list. */
const MOST_BYTES = 5_000_000_000;

/** The list as JSON, piece by piece. Throws `NixError` when it cannot be had. */
export async function* packageList(source: ListSource, signal: AbortSignal): AsyncIterable<Uint8Array> {
  const pieces =
    source.kind === 'evaluation'
      ? evaluatedList(source.nixpkgs, signal)
      : listInFile(source.kind === 'url' ? await fetchList(source.url, signal) : source.file, signal);
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new NixError('bad-state', 'The list of packages does not end.');
    yield piece;
  }
}

async function* listInFile(file: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  const stored = createReadStream(file, { signal });
  const plain = file.endsWith('.br') ? pipeline(stored, createBrotliDecompress(), () => {}) : stored;
  try {
    yield* plain;
  } catch (cause) {
    signal.throwIfAborted();
    const why = (cause as Error).message;
    throw new NixError('bad-state', `The list of packages in ${file} cannot be read: ${why}.`, { cause });
  }
}
