import { expect, test } from 'vitest';
import { DaemonConnection } from '#nix/daemon/connection.ts';
import { all, failure, greeting, LAST, line, list, u64 } from './bytes.ts';
import { ScriptedSocket } from './scripted-socket.ts';
import { STORE } from './vectors.ts';

const { signal } = new AbortController();
const meet = (socket: ScriptedSocket) => DaemonConnection.open(socket, STORE, signal);

test.each([
  { minor: 32, nixVersion: undefined, trust: 'unknown', features: false },
  { minor: 33, nixVersion: '2.99', trust: 'unknown', features: false },
  { minor: 34, nixVersion: '2.99', trust: 'unknown', features: false },
  { minor: 35, nixVersion: '2.99', trust: 'untrusted', features: false },
  { minor: 36, nixVersion: '2.99', trust: 'untrusted', features: false },
  { minor: 37, nixVersion: '2.99', trust: 'untrusted', features: false },
  { minor: 38, nixVersion: '2.99', trust: 'untrusted', features: true },
])('1.$minor is spoken', async ({ minor, nixVersion, trust, features }) => {
  for (const pieceBytes of [1, 1000]) {
    const socket = new ScriptedSocket(greeting(minor), pieceBytes);
    const connection = await meet(socket);
    expect(connection.greeting).toEqual({ minor, nixVersion, trust, features: [] });
    const ours = all(0x6e697863, 0x126, ...(features ? [list()] : []), 0, 0);
    expect(Buffer.concat(socket.sent)).toEqual(ours);
    expect(connection.isUsable).toBe(true);
  }
});

test.each([
  [0, 'unknown'],
  [1, 'trusted'],
  [2, 'untrusted'],
])('trust %i is %s', async (trust, means) => {
  const connection = await meet(new ScriptedSocket(greeting(37, { trust })));
  expect(connection.greeting.trust).toBe(means);
});

test('a later 1 is spoken as the last one that we know', async () => {
  const said = all(0x6478696f, 256 + 45, list(), '3.0', 0, LAST);
  expect((await meet(new ScriptedSocket(said))).greeting.minor).toBe(38);
});

test('what it says in front is skipped', async () => {
  const said = all(0x6478696f, 256 + 32, line('warning: something'), LAST);
  expect((await meet(new ScriptedSocket(said))).greeting.minor).toBe(32);
});

test.each([
  ['an old protocol', all(0x6478696f, 256 + 31), 'protocol', /1\.31, and I need 1\.32.*older than Nix 2\.4/],
  ['a very old one', all(0x6478696f, 0x10), 'protocol', /0\.16/],
  ['a new world', all(0x6478696f, 512 + 1), 'protocol', /2\.1, .*newer than I am/],
  ['another server', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'protocol', /no Nix daemon/],
  ['our own greeting', all(0x6e697863, 256 + 38), 'protocol', /no Nix daemon/],
  ['silence and an end', all(), 'refused', /hangs up on us.*allowed-users/],
  ['half a word', u64(0x6478696f).subarray(0, 5), 'refused', /hangs up/],
  ['an end in the middle', greeting(37).subarray(0, 40), 'daemon-gone', /closed the connection/],
  ['an unknown trust', greeting(37, { trust: 3 }), 'protocol', /3 where at most 2/],
  ['endless features', all(0x6478696f, 256 + 38, 10_000), 'protocol', /list of 10000 is too long/],
  ['an endless version', all(0x6478696f, 256 + 33, 100_000), 'protocol', /100000 bytes is too long/],
  ['a refusal', all(0x6478696f, 256 + 32, failure('not you')), 'daemon-error', /^not you$/],
])('%s is refused, and closed', async (_, said, code, message) => {
  const socket = new ScriptedSocket(said);
  await expect(meet(socket)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  expect(socket.isClosed).toBe(true);
});
