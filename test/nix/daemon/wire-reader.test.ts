import { expect, test } from 'vitest';
import { WireReader } from '#nix/daemon/wire-reader.ts';
import { all, list, u64 } from './bytes.ts';
import { ScriptedSocket } from './scripted-socket.ts';

function readerOf(said: Buffer, { allowed = 1000, pieceBytes = said.length } = {}): WireReader {
  const reader = new WireReader(new ScriptedSocket(said, pieceBytes), '/nix/store');
  reader.allow(allowed);
  return reader;
}

test.each([
  [0, 0],
  [2n ** 53n - 1n, Number.MAX_SAFE_INTEGER],
])('%s is a number', async (sent, read) => {
  expect(await readerOf(u64(sent)).number()).toBe(read);
});

test('numbers above 2^53 are none, sizes are rounded, words are whole', async () => {
  const sent = u64(2n ** 53n + 1n);
  await expect(readerOf(sent).number()).rejects.toMatchObject({ code: 'protocol' });
  expect(await readerOf(sent).size()).toBe(2 ** 53);
  expect(await readerOf(sent).u64()).toBe(2n ** 53n + 1n);
});

test.each([-1n, -(2n ** 53n) + 1n, 5n])('%s is signed', async (value) => {
  expect(await readerOf(u64(value)).signed()).toBe(Number(value));
});

test('a signed number that is too large is none', async () => {
  await expect(readerOf(u64(2n ** 62n)).signed()).rejects.toMatchObject({ code: 'protocol' });
});

test.each([
  ['', 1],
  ['a', 3],
  ['12345678', 5],
  ['ünïcode ✓', 8],
  ['x'.repeat(700), 64],
])('the text %j is read from pieces', async (text, pieceBytes) => {
  const reader = readerOf(all(text, 'next'), { pieceBytes });
  expect(await reader.string()).toBe(text);
  expect(await reader.string()).toBe('next');
  expect(reader.hasUnread).toBe(false);
});

test('no more is taken than was allowed, be it in one text or in many', async () => {
  const many = list(...Array.from({ length: 30 }, () => 'some text'));
  await expect(readerOf(many, { allowed: 300 }).strings()).rejects.toThrow('too long');
  await expect(readerOf(many, { allowed: 239 }).strings()).rejects.toThrow('a list of 30 is too long');
  expect(await readerOf(many, { allowed: many.length }).strings()).toHaveLength(30);
  await expect(readerOf(all('x'.repeat(992)), { allowed: 999 }).string()).rejects.toThrow('too long');
  const numbers = readerOf(all(1, 2), { allowed: 8 });
  await numbers.number();
  await expect(numbers.number()).rejects.toThrow('too much');
});

test('a length is refused before anything is awaited for it', async () => {
  const source = { receive: async () => u64(2 ** 30) };
  const reader = new WireReader(source, '/nix/store');
  reader.allow(2 ** 40);
  await expect(reader.string()).rejects.toThrow('a text of 1073741824 bytes is too long');
  await expect(reader.strings()).rejects.toThrow('1073741824 where at most 4000000');
});

test.each(['/nix/store/x', '/etc/passwd', '', `/nix/store/${'0'.repeat(32)}-a/../b`])(
  '%j is no store path',
  async (text) => {
    await expect(readerOf(all(text)).storePath()).rejects.toMatchObject({ code: 'protocol' });
  },
);

test('the end of the bytes is that the daemon has gone', async () => {
  await expect(readerOf(u64(9).subarray(0, 7)).number()).rejects.toMatchObject({ code: 'daemon-gone' });
  await expect(readerOf(all(9, 1)).string()).rejects.toMatchObject({ code: 'daemon-gone' });
});

test('a large text in tiny pieces takes no more room than it has', async () => {
  const said = all('x'.repeat(400_000), 7);
  const reader = readerOf(said, { allowed: said.length, pieceBytes: 3 });
  expect(await reader.string()).toHaveLength(400_000);
  expect(await reader.number()).toBe(7);
});
