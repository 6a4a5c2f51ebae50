import { spawn } from 'node:child_process';
import { existsSync, readlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { fileAudit } from '#helper/audit.ts';
import { rootPrivileged } from '#helper/in-process.ts';
import { serve } from '#helper/serve.ts';
import { helperClient } from '#nix/privileged/helper-client.ts';
import type { PrivilegedNews } from '#nix/privileged.ts';
import { type MiniSystem, miniSystem } from '../nix/mini-system.ts';
import { helperSettings, MEMBER } from './helper-process.ts';
import { trustedProgram } from './trusted-program.ts';

const HOME = join(import.meta.dirname, '../..');
const signal = new AbortController().signal;
/** Programs take a while to start on a busy machine. */
const PATIENTLY = { timeout: 10_000 };

let mini: MiniSystem;

beforeAll(async () => {
  mini = await miniSystem();
});
afterAll(() => mini[Symbol.asyncDispose]());

async function lastOf(news: AsyncIterable<PrivilegedNews>): Promise<PrivilegedNews | undefined> {
  let last: PrivilegedNews | undefined;
  for await (const one of news) last = one;
  return last;
}

test('a process of root needs no helper, and both never change the system at once', async () => {
  const settings = helperSettings(mini);
  const one = rootPrivileged(settings, HOME, systemClock);
  const other = rootPrivileged(settings, HOME, systemClock);
  const call = { verb: 'activate-generation', activation: 'switch', generation: 1 } as const;
  const [first, second] = await Promise.all([
    lastOf(one.call(call, signal)),
    lastOf(other.call(call, signal)),
  ]);
  expect(first).toMatchObject({ result: { type: 'activated', generation: 1, previous: 3 } });
  expect(second).toMatchObject({ type: 'refused', code: 'busy' });
  expect(readlinkSync(join(mini.places.state, 'profiles/system'))).toBe('system-1-link');
});

test('who says nothing, or not to its end, is told to leave; and who does not listen is not waited for', async () => {
  await using serving = serveHere({ callMs: 60, farewellMs: 60 });
  await serving.isUp();
  for (const said of ['', '{"version":1,'])
    expect(await toEnd(serving.socket, said)).toMatchObject([{ type: 'hello' }, { code: 'not-allowed' }]);
  expect(faults).toEqual([]);
});

test('a helper that does not answer is no helper', async () => {
  const socket = join(mini.root, 'run/nobody.sock');
  await expect(lastOf(helperClient(socket).call({ verb: 'status' }, signal))).rejects.toMatchObject({
    code: 'no-answer',
  });
  const silent = spawn('python3', ['-c', LISTEN, socket], { stdio: 'ignore' });
  await expect.poll(() => existsSync(socket), PATIENTLY).toBe(true);
  const asked = lastOf(helperClient(socket, 100).call({ verb: 'status' }, signal));
  await expect(asked).rejects.toMatchObject({ code: 'no-answer' });
  silent.kill();
});

const LISTEN = `
import os, socket, sys, time
s = socket.socket(socket.AF_UNIX)
s.bind(sys.argv[1] + '.new')
s.listen()
os.rename(sys.argv[1] + '.new', sys.argv[1])
time.sleep(30)
`;

test('a socket can be handed over, as systemd does', async () => {
  const file = join(mini.root, 'etc/handed.json');
  const { socket: _, ...settings } = helperSettings(mini);
  writeFileSync(file, JSON.stringify(settings));
  const socket = join(mini.root, 'run/handed.sock');
  const { node, file: program } = trustedProgram();
  const serveArgv = [node, program, 'serve', file, '--handed-socket'];
  const handing = spawn('python3', ['-c', HAND_OVER, socket, ...serveArgv], { stdio: 'ignore' });
  await expect.poll(() => existsSync(socket), PATIENTLY).toBe(true);
  expect(await lastOf(helperClient(socket).call({ verb: 'status' }, signal))).toMatchObject({
    result: { type: 'status', version: 1 },
  });
  handing.kill();
});

const HAND_OVER = `
import os, socket, sys
s = socket.socket(socket.AF_UNIX)
s.bind(sys.argv[1] + '.new')
s.listen()
os.dup2(s.fileno(), 3)
os.set_inheritable(3, True)
os.rename(sys.argv[1] + '.new', sys.argv[1])
os.execv(sys.argv[2], sys.argv[2:])
`;

test.each([
  ['settings that somebody else can write', 0o666, '{}'],
  ['settings without a socket', 0o644, '{}'],
  ['settings that are none', 0o644, '{"shell": "/bin/sh"}'],
])('it does not start with %s', async (_, mode, text) => {
  const file = join(mini.root, `etc/wrong-${mode}.json`);
  writeFileSync(file, text);
  await mini.run('chmod', mode.toString(8), file);
  const { node, file: program } = trustedProgram();
  const ended = await mini.run(node, program, 'serve', file);
  expect(ended).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('ask-nix-helper: ') });
});

const faults: unknown[] = [];

function serveHere(limits: { callMs: number; farewellMs: number }) {
  const settings = helperSettings(mini);
  const socket = join(mini.root, 'run/here.sock');
  const ending = new AbortController();
  const served = serve(
    {
      settings,
      program: { node: process.execPath, file: join(HOME, 'bin/ask-nix-helper'), home: HOME },
      clock: systemClock,
      audit: fileAudit(settings.log, () => systemClock.now()),
      onFault: (error) => void faults.push(error),
      place: { path: socket, gid: MEMBER.gid },
      limits,
    },
    ending.signal,
  );
  return {
    socket,
    isUp: () => expect.poll(() => existsSync(socket), PATIENTLY).toBe(true),
    async [Symbol.asyncDispose]() {
      ending.abort();
      await served;
    },
  };
}

async function toEnd(path: string, said: string): Promise<unknown[]> {
  const socket = connect({ path, allowHalfOpen: true });
  socket.write(said);
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
