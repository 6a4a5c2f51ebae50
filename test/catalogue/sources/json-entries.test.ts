import { describe, expect, it } from 'vitest';
import { jsonEntries } from '#catalogue/sources/json-entries.ts';

async function entriesOf(text: string, pieceBytes: number): Promise<Record<string, unknown>> {
  const bytes = Buffer.from(text);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  const found: [string, unknown][] = [];
  for await (const entries of jsonEntries(pieces()))
    for (const { key, json } of entries) found.push([key, JSON.parse(json)]);
  return Object.fromEntries(found);
}

const RECORDS = {
  plain: { name: 'plain-1', meta: {} },
  'quoted"name': { name: 'a\\"b', list: [{ deep: ['}'] }, '{'] },
  'größe 🦊': { name: 'ü🦊', meta: { description: 'ends in a backslash \\' } },
  empty: {},
};

describe('a list of packages is taken apart', () => {
  const wrapped = JSON.stringify({ version: 2, packages: RECORDS, more: { not: 'wanted' } });
  it.each([1, 2, 3, 7, 64, 100_000])('in pieces of %i bytes', async (pieceBytes) => {
    expect(await entriesOf(JSON.stringify(RECORDS), pieceBytes)).toEqual(RECORDS);
    expect(await entriesOf(JSON.stringify(RECORDS, null, 2), pieceBytes)).toEqual(RECORDS);
    expect(await entriesOf(wrapped, pieceBytes)).toMatchObject(RECORDS);
  });

  it('passing over what is no object', async () => {
    const text = '{"version":2,"list":[{"a":{}}],"text":"{}","no":null,"yes":true,"a":{"b":1},"n":-1.5e3}';
    expect(await entriesOf(text, 3)).toEqual({ a: { b: 1 } });
  });

  it('passing over what is too long for a record, without holding it', async () => {
    async function* pieces() {
      yield Buffer.from('{"long":{"text":"');
      for (let piece = 0; piece < 100; piece++) yield Buffer.alloc(100_000, 'x');
      yield Buffer.from('"},"short":{}}');
    }
    const keys: string[] = [];
    for await (const entries of jsonEntries(pieces())) keys.push(...entries.map(({ key }) => key));
    expect(keys).toEqual(['short']);
  });
});

describe('what is no list of packages is refused', () => {
  it.each([
    ['nothing', ''],
    ['a page of the web', '<html><body>Not found</body></html>'],
    ['a list', '[{"a":{}}]'],
    ['a text', '"{}"'],
    ['one that ends in the middle', '{"a":{"name":"b"},"c":{"na'],
    ['one that ends in a text', '{"a":{"name":"b'],
    ['one with a bracket too many', '{"a":{}}}'],
    ['two of them', '{"a":{}}{"b":{}}'],
  ])('%s', async (_, text) => {
    await expect(entriesOf(text, 5)).rejects.toMatchObject({ name: 'NixError', code: 'bad-state' });
  });

  it('any bytes end in an answer', async () => {
    let seed = 7;
    const next = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % below;
    };
    for (let round = 0; round < 300; round++) {
      const signs = '{}[]",:\\ ax\u0000é';
      const text = Array.from({ length: next(60) }, () => signs[next(signs.length)]).join('');
      await Array.fromAsync(jsonEntries(oneByOne(`{${text}`))).catch((error) =>
        expect(error).toMatchObject({ code: 'bad-state' }),
      );
    }
  });
});

async function* oneByOne(text: string) {
  for (const byte of Buffer.from(text)) yield Uint8Array.of(byte);
}
