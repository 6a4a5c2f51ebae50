/** The worker protocol's values, put together by hand from its description: what both sides say in these tests. */
export function u64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)));
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
}

export function list(...items: readonly (string | Buffer)[]): Buffer {
  return all(items.length, ...items);
}

/** Numbers, texts and what is put together already, one after the other. */
export function all(...parts: readonly (number | bigint | string | Buffer)[]): Buffer {
  return Buffer.concat(
    parts.map((part) => {
      if (Buffer.isBuffer(part)) return part;
      return typeof part === 'string' ? text(part) : u64(part);
    }),
  );
}

export const LAST = u64(0x616c7473);

export const line = (said: string) => all(0x6f6c6d67, said);

export const start = (
  id: bigint,
  type: number,
  said: string,
  fields: readonly Buffer[],
  parent: bigint,
  level = 3,
) => all(0x53545254, id, level, type, said, list(...fields), parent);

export const stop = (id: bigint) => all(0x53544f50, id);

export const result = (id: bigint, type: number, ...fields: readonly Buffer[]) =>
  all(0x52534c54, id, type, list(...fields));

export const field = (value: number | string) => all(typeof value === 'number' ? 0 : 1, value);

export const failure = (message: string, ...traces: readonly string[]) =>
  all(0x63787470, 'Error', 0, 'Error', message, 0, list(...traces.map((trace) => all(0, trace))));

/** What a daemon of protocol 1.`minor` says until it takes requests. */
export function greeting(minor: number, { trust = 2, nix = '2.99' } = {}): Buffer {
  return all(
    0x6478696f,
    256 + minor,
    ...(minor >= 38 ? [list('some-feature')] : []),
    ...(minor >= 33 ? [nix] : []),
    ...(minor >= 35 ? [trust] : []),
    LAST,
  );
}
