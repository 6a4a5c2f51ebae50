import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { greetingLine } from '#nix/privileged/wire.ts';
import { numbersFrom } from '../long/random.ts';
import { type MiniSystem, miniSystem } from '../nix/mini-system.ts';
import { type HelperProcess, helperOn, MEMBER, STRANGER } from './helper-process.ts';
import { helperUser } from './helper-user.ts';

let mini: MiniSystem;
let helper: HelperProcess;

beforeAll(async () => {
  mini = await miniSystem();
  helper = await helperOn(mini);
});
afterAll(async () => {
  await helper[Symbol.asyncDispose]();
  await mini[Symbol.asyncDispose]();
});

test('who is not in the group is not let in', async () => {
  await using stranger = helperUser(helper.socket, STRANGER);
  expect(await stranger.begin({ verb: 'status' }).told).toMatchObject([{ type: 'thrown', code: 'refused' }]);
});

test('each call is written down, with who said it', async () => {
  await helper.call({ verb: 'activate-generation', activation: 'test', generation: 99 });
  const { uid } = MEMBER;
  expect(helper.audit().slice(-2)).toMatchObject([
    { event: 'began', verb: 'activate-generation', uid, arguments: { activation: 'test', generation: 99 } },
    { event: 'ended', verb: 'activate-generation', uid, outcome: 'no-such-generation' },
  ]);
  const before = helper.audit().length;
  await helper.tells({ verb: 'run', argv: ['rm', '-rf', '/'] });
  expect(helper.asked().at(-1)).toMatchObject({ event: 'refused', uid, outcome: 'not-allowed' });
  expect(helper.audit()).toHaveLength(before);
});

test('without the helper its user can change nothing', () => {
  const { configuration, state, boot, run } = mini.places;
  const files = [
    join(configuration, 'ask-nix.json'),
    join(configuration, 'configuration.nix'),
    join(state, 'profiles/x'),
    join(boot, 'loader/loader.conf'),
    join(run, 'new'),
    join(helper.settings.state, 'last-build.json'),
    join(helper.settings.log, 'helper.jsonl'),
    join(mini.root, 'etc/ask-nix-helper.json'),
  ];
  for (const file of files) {
    const { status } = asMember('touch', file);
    expect([file, status]).toEqual([file, 1]);
  }
  expect(asMember('cat', join(helper.settings.log, 'helper.jsonl')).status).toBe(1);
});

const LONG = 'x'.repeat(600_000);

test.each([
  ['nothing but a newline', '\n'],
  ['no JSON', 'GET / HTTP/1.1\n'],
  ['half a character', Buffer.from([0xe2, 0x82, 10])],
  ['JSON that is no call', '[1,2,3]\n'],
  ['another version', '{"version":2,"call":{"verb":"status"}}\n'],
  ['a verb too many', '{"version":1,"call":{"verb":"shell"}}\n'],
  ['a field too many', '{"version":1,"call":{"verb":"status","as":"root"}}\n'],
  ['a unit with a flag', '{"version":1,"call":{"verb":"service","action":"stop","service":"--now"}}\n'],
  ['a unit with a path', '{"version":1,"call":{"verb":"service","action":"stop","service":"../x"}}\n'],
  ['a generation of text', '{"version":1,"call":{"verb":"delete-generations","numbers":["1; rm"]}}\n'],
  ['a prototype', '{"version":1,"call":{"verb":"status","__proto__":{"x":1}}}\n'],
  ['a line that is too long', `${LONG}\n`],
  ['a line without end', LONG],
  ['brackets without end', `${'['.repeat(300_000)}\n`],
])('%s gets a refusal and the end', async (_, bytes) => {
  expect(await answerTo(bytes)).toMatchObject([{ type: 'hello' }, { type: 'refused', code: 'not-allowed' }]);
});

test('whatever comes, it lives on: bytes at random, and calls that were bent', async () => {
  const next = numbersFrom(7);
  const random = (most: number) => Math.floor(next() * most);
  const call = JSON.stringify({ version: 1, call: { verb: 'delete-generations', numbers: [1, 2, 3] } });
  for (let round = 0; round < 60; round++) {
    const bytes = Buffer.from(round % 2 ? Buffer.from(`${call}\n`) : Buffer.alloc(random(2_000) + 1));
    for (let n = round % 2 ? 1 + random(3) : bytes.length; n > 0; n--)
      bytes[round % 2 ? random(bytes.length) : n - 1] = random(256);
    const lines = await answerTo(Buffer.concat([bytes, Buffer.from('\n')]));
    expect(lines[0]).toMatchObject({ type: 'hello' });
    expect(lines.at(-1)).toMatchObject({ type: 'refused' });
  }
  expect(generations()).toBe(3);
  expect(await helper.call({ verb: 'status' })).toMatchObject({ result: { type: 'status' } });
});

test('who says more than a cancel after the call has broken it off', async () => {
  mini.configure({ packages: ['slow'] });
  const lines = await answerTo('{"version":1,"call":{"verb":"build"}}\nmore\n');
  expect(lines.at(-1)).toMatchObject({ type: 'refused', code: 'cancelled' });
});

test.each([
  ['says nothing', ''],
  ['says what is no call, and does not listen', 'x\n'],
])('who connects and %s does not keep others out', async (_, said) => {
  const greeting = (socket: Socket) => new Promise((resolve) => socket.once('readable', resolve));
  const idle = Array.from({ length: 30 }, () => connect(helper.socket).on('error', () => {}));
  await Promise.all(idle.slice(-10).map(greeting));
  for (const socket of idle) socket.write(said);
  expect(await helper.call({ verb: 'status' })).toMatchObject({ result: { type: 'status' } });
  for (const socket of idle) socket.destroy();
});

test('no line of a log is long, and who asks again and again does not fill it', () => {
  const logs = ['helper.jsonl', 'helper-asked.jsonl'].map((name) =>
    readFileSync(join(helper.settings.log, name), 'utf8').split('\n'),
  );
  expect(Math.max(...logs.flat().map((line) => line.length))).toBeLessThan(5_000);
  // Of a hundred calls that were none, and more looks.
  expect(helper.asked().length).toBeLessThan(80);
});

function generations(): number {
  return readdirSync(join(mini.places.state, 'profiles')).filter((name) => /^system-\d+-link$/.test(name))
    .length;
}

function asMember(...argv: string[]) {
  const who = [`--reuid=${MEMBER.uid}`, `--regid=${MEMBER.gid}`, '--clear-groups'];
  return spawnSync('setpriv', [...who, ...argv], { stdio: 'ignore' });
}

/** All that the helper says to who says `bytes`, until it closes. */
async function answerTo(bytes: string | Buffer): Promise<unknown[]> {
  const socket = connect(helper.socket);
  socket.on('error', () => {});
  socket.write(bytes);
  let text = '';
  for await (const chunk of socket) text += chunk;
  expect(text.startsWith(greetingLine())).toBe(true);
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
