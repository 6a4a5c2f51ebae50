import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silence } from '../../../src/audio/samples.ts';
import { VirtualClock } from '../../../src/base/virtual-clock.ts';
import { openSteadyDecoder } from '../../../src/recognition/process/steady-decoder.ts';

let directory: string;
let countFile: string;
let logged: string[];
let abort: AbortController;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ask-nix-recognizer-'));
  countFile = join(directory, 'starts');
  logged = [];
  abort = new AbortController();
});
afterEach(async () => {
  abort.abort();
  await rm(directory, { recursive: true });
});

function open(mode: string, stalledMs = 3000, clock = new VirtualClock(0)) {
  const program = [process.execPath, 'test/programs/fake-recognizer.mjs', mode, countFile] as const;
  const deps = { clock, log: (text: string) => logged.push(text) };
  return openSteadyDecoder({ model: '/no/model', program, stalledMs }, deps, abort.signal);
}

const starts = async () => (await readFile(countFile, 'utf8')).length;

test.each([
  ['dies', 'dies-once', 3000],
  ['stalls', 'stalls-once', 1000],
  ['answers nonsense', 'nonsense-once', 3000],
])(
  'a child that %s in the middle of an utterance is replaced, and the next one hears all of it',
  async (_what, mode, stalledMs) => {
    await using decoder = await open(mode, stalledMs);
    await decoder.setGrammar(['yes']);
    await decoder.start();
    for (let piece = 0; piece < 5; piece++) await decoder.accept(silence(100));
    expect((await decoder.finish()).alternatives[0]?.text).toBe('heard 8000');
    expect(await starts()).toBe(2);
    expect(logged).toHaveLength(1);
  },
);

test('a child that dies while nobody speaks is replaced at once', async () => {
  await using decoder = await open('fine');
  await decoder.setGrammar(['yes']);
  const first = decoder.pid as number;
  process.kill(first, 'SIGKILL');
  for (let tries = 0; tries < 100 && (await starts()) < 2; tries++) await sleep(20);
  await decoder.start();
  await decoder.accept(silence(100));
  expect((await decoder.finish()).alternatives[0]?.text).toBe('heard 1600');
  expect(decoder.pid).not.toBe(first);
  expect(await starts()).toBe(2);
  expect(logged).toHaveLength(1);
});

test('one that is killed in each silence is still replaced, and each utterance heard', async () => {
  await using decoder = await open('fine');
  for (let utterance = 0; utterance < 5; utterance++) {
    process.kill(decoder.pid as number, 'SIGKILL');
    await decoder.start();
    await decoder.accept(silence(100));
    expect((await decoder.finish()).alternatives[0]?.text).toBe('heard 1600');
  }
  expect(await starts()).toBe(6);
});

/** Its child is killed again and again while nobody speaks, each after so long a life, and replaced. */
async function killedInSilence(livedMs: number, kills: number) {
  const clock = new VirtualClock(0);
  const decoder = await open('fine', 3000, clock);
  for (let kill = 0; kill < kills; kill++) {
    await clock.sleep(livedMs, abort.signal);
    const dead = decoder.pid as number;
    process.kill(dead, 'SIGKILL');
    await expect.poll(() => decoder.pid, { timeout: 5000 }).not.toBeOneOf([dead, undefined]);
  }
  return decoder;
}

test('children that die after a minute or more are always replaced, though nobody spoke to them', async () => {
  await using _decoder = await killedInSilence(60_000, 5);
  expect(await starts()).toBe(6);
});

test('children that die sooner in silence are given up after three', async () => {
  await using decoder = await killedInSilence(1000, 2);
  process.kill(decoder.pid as number, 'SIGKILL');
  await expect.poll(() => decoder.pid).toBeUndefined();
  expect(await starts()).toBe(3);
});

test('a child that has heard much is replaced while nobody speaks, and not before', async () => {
  await using decoder = await open('fine');
  for (let utterance = 0; utterance < 500; utterance++) {
    await decoder.rest();
    await decoder.start();
    await decoder.finish();
  }
  expect(await starts()).toBe(1);
  await decoder.rest();
  await decoder.rest();
  expect(await starts()).toBe(2);
  expect(logged).toEqual([]);
});

test('three deaths in a row are enough, and the message says what to do', async () => {
  await using decoder = await open('always-dies');
  await decoder.start();
  await expect(decoder.accept(silence(100))).rejects.toMatchObject({
    name: 'RecognizerError',
    code: 'gave-up',
    message: expect.stringContaining('/no/model may be broken'),
  });
  expect(await starts()).toBe(3);
  expect(logged).toHaveLength(1);
});

test('a child that dies while it loads the model is given up after three', async () => {
  await expect(open('dies-on-load')).rejects.toMatchObject({ code: 'gave-up' });
  expect(await starts()).toBe(3);
});

test('a model that libvosk refuses is not tried again', async () => {
  await expect(open('refuses-model')).rejects.toMatchObject({ code: 'bad-model' });
  expect(await starts()).toBe(1);
});

test('aborting ends a call that is waiting, and the child with it', async () => {
  const opening = open('stalls-on-load');
  setTimeout(() => abort.abort(new Error('enough')), 150);
  await expect(opening).rejects.toThrow('enough');
});

test('a child dies with the program that holds its stdin', async () => {
  const decoder = await open('fine');
  const pid = decoder.pid as number;
  abort.abort();
  await decoder[Symbol.asyncDispose]();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
