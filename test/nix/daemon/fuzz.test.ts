import { expect, test, vi } from 'vitest';
import { NixError } from '#base/errors.ts';
import { DaemonConnection } from '#nix/daemon/connection.ts';
import { openDaemon } from '#nix/daemon/open-daemon.ts';
import { all, failure, field, greeting, LAST, line, result, start, stop, u64 } from './bytes.ts';
import { answering, peer } from './peer.ts';
import { ScriptedSocket } from './scripted-socket.ts';
import { HELLO, STORE, VECTORS, type Vector } from './vectors.ts';

vi.setConfig({ testTimeout: 30_000 });

const { signal } = new AbortController();
const CODES: readonly string[] = ['protocol', 'daemon-gone', 'daemon-error', 'refused'];

/** How a vector's operation ends when the peer says `said`: a value, or the code of a failure of ours. */
async function outcome({ operation }: Vector, said: Buffer, pieceBytes?: number): Promise<string> {
  const socket = new ScriptedSocket(said, pieceBytes);
  try {
    const connection = await DaemonConnection.open(socket, STORE, signal);
    await connection.ask(operation, signal);
    return 'value';
  } catch (error) {
    if (error instanceof NixError && CODES.includes(error.code)) return error.code;
    throw error;
  }
}

const MESSAGES = Buffer.concat([
  line('warning'),
  start(1n, 105, 'building', [field('x.drv'), field(1)], 0n),
  result(1n, 105, field(1), field(2), field(3), field(4)),
  stop(1n),
]);
const saidIn = ({ minor, replies }: Vector) => Buffer.concat([greeting(minor), MESSAGES, LAST, replies]);

/** The same numbers each time, so that what fails can be looked at. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

test('cut off at any byte, it is an error', async () => {
  for (const vector of VECTORS) {
    const said = saidIn(vector);
    const shortest = said.length - vector.replies.length;
    expect(await outcome(vector, said)).toBe('value');
    for (let length = 0; length < said.length; length++) {
      if (vector.replies.length === 0 && length >= shortest) break;
      if ((await outcome(vector, said.subarray(0, length))) === 'value')
        expect.fail(`${vector.operation.name} is a value after ${length} of ${said.length} bytes`);
    }
  }
});

const ODD = [
  0n,
  1n,
  2n,
  7n,
  2n ** 16n,
  2n ** 24n + 1n,
  2n ** 31n,
  2n ** 32n,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n - 1n,
];

/** One place of `said` changed: a bit, a byte, a word, something left out, or something said twice. */
function mutated(said: Buffer, next: (below: number) => number): Buffer {
  if (said.length < 8) return said;
  const at = next(said.length);
  const word = Math.min(at - (at % 8), said.length - 8);
  const changed = Buffer.from(said);
  switch (next(5)) {
    case 0:
      changed[at]! ^= 1 << next(8);
      return changed;
    case 1:
      changed[at] = next(256);
      return changed;
    case 2:
      changed.writeBigUInt64LE(ODD[next(ODD.length)]!, word);
      return changed;
    case 3:
      return Buffer.concat([said.subarray(0, at), said.subarray(at + 1 + next(24))]);
    default:
      return Buffer.concat([said.subarray(0, word + 8), said.subarray(word)]);
  }
}

test('changed anywhere, it is a value or an error', async () => {
  const next = numbers(1);
  for (const vector of VECTORS)
    for (let round = 0; round < 250; round++) {
      let said: Buffer = saidIn(vector);
      for (let changes = 1 + next(3); changes > 0; changes--) said = mutated(said, next);
      await outcome(vector, said, 1 + next(40));
    }
});

test('random bytes and random messages are a value or an error', async () => {
  const next = numbers(2);
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => next(256)));
  const parts = [
    () => bytes(next(60)),
    () => u64(ODD[next(ODD.length)]!),
    () => u64([0x6f6c6d67, 0x63787470, 0x53545254, 0x53544f50, 0x52534c54, 0x64617461][next(6)]!),
    () => MESSAGES,
    () => line('x'.repeat(next(30))),
    () => failure('no', 'since'),
    () => all(HELLO),
    () => LAST,
  ];
  for (let round = 0; round < 4000; round++) {
    const begins = next(4) === 0 ? Buffer.alloc(0) : greeting(32 + next(7));
    const rest = Array.from({ length: next(8) }, () => parts[next(parts.length)]!());
    await outcome(VECTORS[next(VECTORS.length)]!, Buffer.concat([begins, ...rest]), 1 + next(100));
  }
});

test('what is said without end ends', async () => {
  const chatter = line('x'.repeat(64 * 1024));
  const socket = new ScriptedSocket(greeting(35));
  const connection = await DaemonConnection.open(socket, STORE, signal);
  let given = 0;
  socket.receive = async () => {
    given += chatter.length;
    return chatter;
  };
  await expect(connection.ask(VECTORS[0]!.operation, signal)).rejects.toMatchObject({ code: 'protocol' });
  expect(given).toBeLessThan(257 * 1024 * 1024);
  expect(socket.isClosed).toBe(true);
});

test('what nobody asked for is not taken in', async () => {
  const flood = Buffer.alloc(64 * 1024);
  let taken = 0;
  await using there = await peer((socket, nth) => {
    const pour = () => {
      socket.write(flood, () => {
        taken += flood.length;
        if (!socket.destroyed) pour();
      });
    };
    answering(greeting(35), () => {
      if (nth === 0) setTimeout(pour, 20);
      return all(LAST, 1);
    })(socket);
  });
  await using daemon = openDaemon({ socket: there.path, storeDir: STORE });
  expect(await daemon.isValidPath(HELLO, signal)).toBe(true);
  await expect.poll(() => taken).toBeGreaterThan(0);
  let before: number;
  do {
    before = taken;
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (taken > before);
  expect(taken).toBeLessThan(4 * 1024 * 1024);
  expect(await daemon.isValidPath(HELLO, signal)).toBe(true);
  expect(there.met).toBe(2);
  await expect.poll(() => there.connections.size).toBe(1);
});
