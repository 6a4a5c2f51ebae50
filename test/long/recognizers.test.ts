import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWav } from '../../src/audio/read-wav.ts';
import { type Samples, silence } from '../../src/audio/samples.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import type { Argv } from '../../src/base/run-program.ts';
import { openSteadyDecoder, type SteadyDecoder } from '../../src/recognition/process/steady-decoder.ts';
import { childrenOf } from '../programs/children-of.ts';

const REAL_KILLS = 200;
const FAKE_KILLS = 800;
/** What a collected heap and the system's tables may vary by. */
const SPARE_MB = 10;
const SPARE_DESCRIPTORS = 4;
const PIECE_SAMPLES = 1600;
const PHRASES = ['list generations', 'install firefox', 'yes', 'no'];

/** Nothing is waited for before the next start: a thousand kills are enough to wait for. */
const clock: Clock = { ...systemClock, sleep: async () => {} };

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ask-nix-recognizers-'));
});
afterEach(() => rm(folder, { recursive: true }));

test.each([
  ['real', REAL_KILLS, undefined, 'demo/01-list-generations.wav', /^list generations$/],
  [
    'fake',
    FAKE_KILLS,
    [process.execPath, 'test/programs/fake-recognizer.mjs', 'fine'],
    undefined,
    /^heard 16000$/,
  ],
] as const)(
  'of %s recognizers, %i killed at random moments leave nothing behind, and each sentence is heard',
  async (_kind, kills, program, recording, expected) => {
    const sentence = recording ? await readWav(recording) : silence(1000);
    const options = { model: 'models/en-tiny', ...(program && { program: counted(program) }) };
    const before = childrenOf(process.pid).length;
    const random = randomNumbers();
    await using decoder = await openSteadyDecoder(
      options,
      { clock, log: () => {} },
      new AbortController().signal,
    );
    await decoder.setGrammar(PHRASES);
    const settled = kills / 4;
    let early = usage();
    for (let kill = 0; kill < kills; kill++) {
      if (kill === settled) early = usage();
      expect(await heardWhileKilled(decoder, sentence, random)).toMatch(expected);
      expect(childrenOf(process.pid).length - before).toBeLessThanOrEqual(1);
    }
    const late = usage();
    expect(late.descriptors).toBeLessThanOrEqual(early.descriptors + SPARE_DESCRIPTORS);
    expect(late.megabytes).toBeLessThan(early.megabytes + SPARE_MB);
    await decoder[Symbol.asyncDispose]();
    expect(childrenOf(process.pid)).toHaveLength(before);
  },
);

function counted(program: readonly [string, ...string[]]): Argv {
  return [...program, join(folder, 'starts')];
}

/** One sentence; its recognizer is killed before it, amid it, or behind it, while nobody speaks. */
async function heardWhileKilled(
  decoder: SteadyDecoder,
  sentence: Samples,
  random: () => number,
): Promise<string | undefined> {
  const pieces = Math.ceil(sentence.length / PIECE_SAMPLES);
  const moment = Math.floor(random() * (pieces + 2)) - 1;
  if (moment < 0) await killNow(decoder, random() * 5);
  await decoder.start();
  for (let piece = 0; piece < pieces; piece++) {
    const killed = piece === moment ? killNow(decoder, random() * 5) : undefined;
    await decoder.accept(sentence.subarray(piece * PIECE_SAMPLES, (piece + 1) * PIECE_SAMPLES));
    await killed;
  }
  const { alternatives } = await decoder.finish();
  if (moment >= pieces) await killNow(decoder, random() * 300);
  return alternatives[0]?.text;
}

/** Within the call that is under way, or right before the next. */
async function killNow(decoder: SteadyDecoder, afterMs: number): Promise<void> {
  const { pid } = decoder;
  if (pid === undefined) return;
  await sleep(afterMs);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was replaced meanwhile.
  }
}

interface Usage {
  descriptors: number;
  megabytes: number;
}

function usage(): Usage {
  collectGarbage();
  const megabytes = process.memoryUsage().heapUsed / 1e6;
  return { descriptors: readdirSync('/proc/self/fd').length, megabytes };
}

/** 0 to 1, the same sequence each time, so that what fails fails again. */
function randomNumbers(): () => number {
  let state = 20_261_121;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}
