import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '#base/run-program.ts';
import { Account, finished } from '../commands/run-cli.ts';
import { childrenOf } from '../programs/children-of.ts';
import { type SoundServer, startSoundServer } from './sound-server.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'demo');
/** What the person says goes into this sink; our microphone is its monitor. */
const MOUTH = 'ask_nix_person';

let server: SoundServer;
beforeAll(async () => {
  server = await startSoundServer();
  await pactl('load-module', 'module-null-sink', `sink_name=${MOUTH}`, 'rate=48000', 'norewinds=1');
});
afterAll(() => server[Symbol.asyncDispose]());

/** With `speaker`, answers go to the loudspeaker that the microphone does not hear. */
function listener(speaker: 'none' | 'device'): Account {
  return new Account({
    PULSE_SERVER: server.address,
    ASK_NIX_RECORDER: 'parec',
    ASK_NIX_MICROPHONE: `${MOUTH}.monitor`,
    ASK_NIX_SPEAKER: speaker,
    ASK_NIX_PACE: '10',
  });
}

test('said into a microphone, a command is heard, asked, confirmed and carried out', async () => {
  using account = listener('none');
  const child = account.start(['listen', '--mode', 'always']);
  const run = finished(child);
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const printed = async (pattern: RegExp) => {
    for (let tries = 0; tries < 150 && !pattern.test(out); tries++) await sleep(100);
    expect(out).toMatch(pattern);
  };
  await printed(/nix: /);
  await sleep(1500);
  await say('03-install.wav');
  await printed(/Install firefox\?/i);
  await say('04-yes.wav');
  await printed(/Done\. Firefox is installed/i);
  await say('11-goodbye.wav');
  const { exit } = await run;
  expect(out).toMatch(/Goodbye/);
  expect(exit).toBe(0);
});

test('a second listener is told who listens already', async () => {
  using account = listener('none');
  const first = account.start(['listen']);
  const ended = finished(first);
  await new Promise<void>((resolve) => first.stdout.once('data', () => resolve()));
  const second = await account.run(['listen']);
  expect(second.err).toMatch(new RegExp(`listening already, as process ${first.pid}`));
  expect(second.exit).toBe(1);
  first.kill('SIGTERM');
  await ended;
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s leaves no recorder and no recognizer behind',
  async (signal) => {
    using account = listener('device');
    const child = account.start(['listen']);
    const ended = finished(child);
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    await sleep(700);
    const offspring = childrenOf(child.pid as number);
    expect(offspring.length).toBeGreaterThan(1);
    child.kill(signal);
    await ended;
    expect(offspring.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  },
);

test('a listener that is killed takes its recorder and recognizer with it', async () => {
  using account = listener('none');
  const child = account.start(['listen']);
  const ended = finished(child);
  await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  await sleep(700);
  const offspring = childrenOf(child.pid as number);
  child.kill('SIGKILL');
  await ended;
  for (let tries = 0; tries < 50 && offspring.some((pid) => existsSync(`/proc/${pid}`)); tries++)
    await sleep(100);
  expect(offspring.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
});

test('without any recorder one is told what to install', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'ask-nix-path-'));
  using account = new Account({ PATH: empty });
  const { exit, out } = await account.run(['listen']);
  expect(out).toMatch(/install/i);
  expect(exit).toBe(1);
  rmSync(empty, { recursive: true });
});

async function say(file: string): Promise<void> {
  const { exitCode, stderr } = await runProgram(
    [
      'env',
      `PULSE_SERVER=${server.address}`,
      `HOME=${server.folder}`,
      'paplay',
      `--device=${MOUTH}`,
      join(DEMO, file),
    ],
    '',
    new AbortController().signal,
  );
  if (exitCode !== 0) throw new Error(`paplay: ${stderr}`);
}

async function pactl(...args: string[]): Promise<void> {
  const argv = ['env', `HOME=${server.folder}`, 'pactl', '-s', server.address, ...args] as const;
  const { exitCode, stderr } = await runProgram(argv, '', new AbortController().signal);
  if (exitCode !== 0) throw new Error(`pactl: ${stderr}`);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
