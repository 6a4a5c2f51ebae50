import { expect, test } from 'vitest';
import type { ActivityRecord } from '#nix/activity.ts';
import { buildPaths } from '#nix/daemon/build.ts';
import { DaemonConnection } from '#nix/daemon/connection.ts';
import { DaemonError } from '#nix/daemon/daemon-error.ts';
import { all, failure, field, greeting, LAST, line, list, result, start, stop, u64 } from './bytes.ts';
import { ScriptedSocket } from './scripted-socket.ts';
import { RECIPE, STORE } from './vectors.ts';

const { signal } = new AbortController();
const ID = (5_000_000n << 32n) + 7n;

/** What a build tells when the daemon says `messages`, and whether its connection is good for another. */
async function build(...messages: readonly Buffer[]) {
  const socket = new ScriptedSocket(Buffer.concat([greeting(35), ...messages]));
  const connection = await DaemonConnection.open(socket, STORE, signal);
  const records: ActivityRecord[] = [];
  let error: unknown;
  try {
    await connection.ask(buildPaths([{ path: RECIPE }], 'normal'), signal, (told) => void records.push(told));
  } catch (thrown) {
    error = thrown;
  }
  return { records, error, isUsable: connection.isUsable, isClosed: socket.isClosed };
}

test('a build is told as it goes', async () => {
  const { records, error, isUsable } = await build(
    start(ID, 104, '', [], 0n),
    start(ID + 1n, 105, `building '${RECIPE}'`, [field(RECIPE), field(''), field(1), field(1)], ID),
    result(ID, 105, field(0), field(1), field(1), field(0)),
    result(ID + 1n, 104, field('buildPhase')),
    result(ID + 1n, 101, field('\u001b[1mhello\u001b[0m')),
    line("\u001b[35;1mwarning:\u001b[0m it's late\n"),
    stop(ID + 1n),
    LAST,
    u64(1),
  );
  expect(error).toBeUndefined();
  expect(isUsable).toBe(true);
  expect(records).toEqual([
    { type: 'start', id: ID, parent: 0n, activity: 'builds', level: 3, text: '', fields: [] },
    {
      type: 'start',
      id: ID + 1n,
      parent: ID,
      activity: 'build',
      level: 3,
      text: `building '${RECIPE}'`,
      fields: [RECIPE, '', 1, 1],
    },
    { type: 'result', id: ID, kind: 'progress', done: 0, expected: 1, running: 1, failed: 0 },
    { type: 'result', id: ID + 1n, kind: 'set-phase', phase: 'buildPhase' },
    { type: 'result', id: ID + 1n, kind: 'build-log-line', line: 'hello' },
    { type: 'line', text: "warning: it's late" },
    { type: 'stop', id: ID + 1n },
  ]);
});

test('unknown activities are named so, and unknown results are left out', async () => {
  const { records, error } = await build(
    start(1n, 31_337, 'new', [field(1)], 0n),
    result(1n, 31_337, field('x')),
    result(1n, 105, field('not a number')),
    stop(1n),
    LAST,
    u64(1),
  );
  expect(error).toBeUndefined();
  expect(records.map(({ type }) => type)).toEqual(['start', 'stop']);
  expect(records[0]).toMatchObject({ activity: 'unknown' });
});

test('an error is plain text with its traces', async () => {
  const { error } = await build(
    failure('\n   \u001b[31;1mno\u001b[0m', 'while \u001b[1mbuilding\u001b[0m', 'at'),
  );
  expect(error).toBeInstanceOf(DaemonError);
  expect(error).toMatchObject({
    name: 'DaemonError',
    code: 'daemon-error',
    message: 'no',
    level: 0,
    traces: ['while building', 'at'],
  });
});

test('an error within the work leaves the connection usable', async () => {
  const { error, isUsable } = await build(start(1n, 104, '', [], 0n), stop(1n), failure('it failed'));
  expect(error).toMatchObject({ message: 'it failed' });
  expect(isUsable).toBe(true);
});

test('an error before any work closes: it comes twice', async () => {
  const { error, isClosed } = await build(line('hm'), failure('not valid'), failure('not valid'));
  expect(error).toMatchObject({ message: 'not valid' });
  expect(isClosed).toBe(true);
});

test('a connection on which more came than was asked for is not used again', async () => {
  const { error, isUsable } = await build(LAST, u64(1), u64(0));
  expect(error).toBeUndefined();
  expect(isUsable).toBe(false);
});

test.each([
  ['an unknown message', u64(0x1234), /a message 0x1234/],
  ['an upload that nobody began', all(0x64617461, 8), /a message 0x64617461/],
  ['an unknown level', start(1n, 105, '', [], 0n, 8), /8 where at most 7/],
  ['an unknown field', all(0x52534c54, 1, 105, list(all(2, 0))), /2 where at most 1/],
  ['too many fields', all(0x52534c54, 1, 105, 65), /65 where at most 64/],
  ['too many traces', all(0x63787470, 'Error', 0, 'Error', 'm', 0, 20_000), /20000 where at most/],
  ['a position in an error', all(0x63787470, 'Error', 0, 'Error', 'm', 1), /1 where at most 0/],
  ['padding that is not zero', all(0x6f6c6d67, 1, Buffer.from('axxxxxxx')), /padding is not zero/],
  ['a text without end', all(0x6f6c6d67, 2 ** 40), /1099511627776 bytes is too long/],
  ['a text of 2^64', all(0x6f6c6d67, 2n ** 64n - 1n), /a number is too large/],
  ['no done', Buffer.concat([LAST, u64(2)]), /2 where at most 1/],
])('%s ends it', async (_, said, message) => {
  const { error, isClosed } = await build(said);
  expect(error).toMatchObject({ code: 'protocol', message: expect.stringMatching(message) });
  expect(isClosed).toBe(true);
});
