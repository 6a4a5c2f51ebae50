import { expect, test } from 'vitest';
import { buildPathsWithResults } from '#nix/daemon/build.ts';
import { DaemonConnection } from '#nix/daemon/connection.ts';
import { derivedPathText, parseOutputName } from '#nix/daemon/derived-path.ts';
import { greeting, LAST } from './bytes.ts';
import { ScriptedSocket } from './scripted-socket.ts';
import { HELLO, RECIPE, STORE, VECTORS } from './vectors.ts';

const { signal } = new AbortController();

test.each(VECTORS)('$operation.name of 1.$minor is sent and read', async (vector) => {
  const { operation, sends, minor, replies, means } = vector;
  const said = Buffer.concat([greeting(minor), LAST, replies]);
  for (const pieceBytes of [1, 7, 8, said.length]) {
    const socket = new ScriptedSocket(said, pieceBytes);
    const connection = await DaemonConnection.open(socket, STORE, signal);
    socket.sent.length = 0;
    expect(await connection.ask(operation, signal)).toEqual(means);
    expect(Buffer.concat(socket.sent).toString('hex')).toBe(sends.toString('hex'));
    expect(connection.isUsable).toBe(true);
  }
});

test('what the protocol does not have yet is not sent', async () => {
  const socket = new ScriptedSocket(greeting(33));
  const connection = await DaemonConnection.open(socket, STORE, signal);
  socket.sent.length = 0;
  await expect(connection.ask(buildPathsWithResults([], 'normal'), signal)).rejects.toMatchObject({
    code: 'protocol',
    message: 'The Nix daemon is too old for BuildPathsWithResults: it speaks 1.33.',
  });
  expect(socket.sent).toEqual([]);
  expect(connection.isUsable).toBe(true);
});

test('outputs are named for derivations only', () => {
  const outputs = [parseOutputName('out')!, parseOutputName('man')!];
  expect(derivedPathText({ path: RECIPE, outputs })).toBe(`${RECIPE}!out,man`);
  expect(derivedPathText({ path: RECIPE })).toBe(`${RECIPE}!*`);
  expect(derivedPathText({ path: HELLO, outputs })).toBe(HELLO);
});

test.each(['', 'a,b', 'a!b', '*', 'a b', '../out', 'o\nut'])('%j is no name of an output', (text) => {
  expect(parseOutputName(text)).toBeUndefined();
});
