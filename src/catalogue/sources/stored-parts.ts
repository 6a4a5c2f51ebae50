import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { writeDurably } from '#base/durable-file.ts';
import type { Kept } from '../keep.ts';

/**
 * A file of parts: `MAGIC`, the version of their format, the CRC-32 of what follows it, the length of the header in bytes,
 * four of them each, in the order of this machine; the header as JSON; the arrays, each at a multiple of eight.
 */
const MAGIC = 0x4e_58_4b_41;
const FORMAT = 1;
const START_BYTES = 16;
const CHECKED_FROM = 12;
const ALIGNED = 8;
const MOST_BYTES = 2 ** 30;

/** What parts were made of, and by what: by another program they may be made otherwise. */
export const PartsKey = z.strictObject({ maker: z.string(), source: z.string() });
export type PartsKey = z.infer<typeof PartsKey>;

export interface StoredParts {
  source: string;
  parts: ReadonlyMap<string, Kept>;
}

const Header = z.object({
  key: PartsKey,
  /** `part.array`, whether its numbers have four bytes, where it begins, and how many numbers it has. */
  arrays: z.array(
    z.tuple([z.string(), z.boolean(), z.number().int().nonnegative(), z.number().int().nonnegative()]),
  ),
});

/** Throws what the file system throws; then the file is as it was. */
export function writeParts(file: string, key: PartsKey, parts: ReadonlyMap<string, Kept>): void {
  const named = [...parts].flatMap(([part, kept]) =>
    Object.entries(kept).map(([name, array]) => ({ name: `${part}.${name}`, array })),
  );
  // The places in the header are told from the end of the header on, so that they do not change its length.
  let length = 0;
  const arrays = named.map(({ name, array }) => {
    const begin = length;
    length = aligned(begin + array.byteLength);
    return [name, array instanceof Uint32Array, begin, array.length];
  });
  const header = Buffer.from(JSON.stringify({ key, arrays }));
  const from = aligned(START_BYTES + header.length);
  const content = Buffer.alloc(from + length);
  header.copy(content, START_BYTES);
  named.forEach(({ array }, at) => {
    const { buffer, byteOffset, byteLength } = array;
    content.set(new Uint8Array(buffer, byteOffset, byteLength), from + (arrays[at]?.[2] as number));
  });
  const start = new Uint32Array(content.buffer, content.byteOffset, START_BYTES / 4);
  start.set([MAGIC, FORMAT, 0, header.length]);
  start[2] = crc32(content.subarray(CHECKED_FROM));
  writeDurably(file, content);
}

/** Undefined when the file is not there, damaged, of another format or made by another maker. */
export function readParts(file: string, maker: string): StoredParts | undefined {
  const content = readWhole(file);
  if (!content || content.byteLength < START_BYTES) return undefined;
  const bytes = new Uint8Array(content);
  const [magic, format, sum, headerBytes = 0] = new Uint32Array(content, 0, START_BYTES / 4);
  if (magic !== MAGIC || format !== FORMAT || sum !== crc32(bytes.subarray(CHECKED_FROM))) return undefined;
  const header = Header.safeParse(parsed(bytes.subarray(START_BYTES, START_BYTES + headerBytes)));
  if (!header.success || header.data.key.maker !== maker) return undefined;
  const from = aligned(START_BYTES + headerBytes);
  const parts = new Map<string, Record<string, Uint32Array | Uint8Array>>();
  for (const [name, isWide, begin, length] of header.data.arrays) {
    if (begin % ALIGNED !== 0 || from + begin + length * (isWide ? 4 : 1) > bytes.length) return undefined;
    const dot = name.lastIndexOf('.');
    const part = parts.get(name.slice(0, dot)) ?? {};
    part[name.slice(dot + 1)] = new (isWide ? Uint32Array : Uint8Array)(content, from + begin, length);
    parts.set(name.slice(0, dot), part);
  }
  return { source: header.data.key.source, parts };
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNED) * ALIGNED;
}

/** At once, into memory of its own: what is looked at later is not read from the disk again. */
function readWhole(file: string): ArrayBuffer | undefined {
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    const { size } = fstatSync(handle);
    if (size > MOST_BYTES) return undefined;
    const content = new ArrayBuffer(size);
    let at = 0;
    for (let read = 1; at < size && read > 0; at += read)
      read = readSync(handle, new Uint8Array(content), at, size - at, at);
    return at === size ? content : undefined;
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
