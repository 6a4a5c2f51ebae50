import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Samples, silence } from '../../../src/audio/samples.ts';
import { VirtualClock } from '../../../src/base/virtual-clock.ts';
import type { Expecting } from '../../../src/recognition/recognizer.ts';
import { openVoskRecognizer } from '../../../src/recognition/recognizers/vosk.ts';
import { transcribe } from '../../../src/recognition/transcribe.ts';
import { childrenOf } from '../../programs/children-of.ts';

const MODEL = 'models/en-tiny';
let directory: string;
let logged: string[];
const never = new AbortController().signal;

beforeEach(async () => {
  logged = [];
  directory = await mkdtemp(join(tmpdir(), 'ask-nix-vosk-'));
});
afterEach(() => rm(directory, { recursive: true }));

const deps = () => ({ clock: new VirtualClock(0), log: (text: string) => void logged.push(text) });
const expecting = (...phrases: string[]): Expecting => ({
  phrases,
  completeness: (text) => (phrases.includes(text) ? 'command' : 'incomplete'),
  playing: () => false,
});

/** A sound like a voice: loud, pulsed, in the right band. */
function hum(ms: number): Samples {
  return silence(ms).map((_, at) => 6000 * Math.sin(at / 12) * Math.sin(at / 700) + 3000 * Math.sin(at / 5));
}

test('a model that is not there is told at once, with what to do', async () => {
  await expect(openVoskRecognizer({ model: join(directory, 'none') }, deps(), never)).rejects.toMatchObject({
    code: 'no-model',
    message: expect.stringContaining('choose the bundled one'),
  });
});

test('a model with a missing or an empty file is told at once', async () => {
  const model = join(directory, 'model');
  await cp(MODEL, model, { recursive: true });
  await rm(join(model, 'graph/Gr.fst'));
  await writeFile(join(model, 'am/final.mdl'), '');
  await expect(openVoskRecognizer({ model }, deps(), never)).rejects.toMatchObject({
    code: 'bad-model',
    message: expect.stringContaining('am/final.mdl, graph/Gr.fst'),
  });
});

test('a model on which libvosk dies is given up after three children', async () => {
  const model = join(directory, 'model');
  await cp(MODEL, model, { recursive: true });
  const graph = await readFile(join(model, 'graph/HCLr.fst'));
  await writeFile(join(model, 'graph/HCLr.fst'), graph.subarray(0, 1000));
  await expect(openVoskRecognizer({ model }, deps(), never)).rejects.toMatchObject({
    code: expect.stringMatching(/gave-up|bad-model/),
  });
});

test('a grammar of nothing but unknown words hears nothing, says so, and crashes nothing', async () => {
  await using recognizer = await openVoskRecognizer({ model: MODEL }, deps(), never);
  const finals = await transcribe(recognizer, hum(1500), () => expecting('привет', 'qqfoo мир'), never);
  for (const final of finals) expect(final.alternatives[0].text).toBe('');
  expect(logged.join()).toMatch(/lacks words of 2 of 2 phrases/);
});

test('ten minutes of silence are heard in seconds and say nothing', async () => {
  await using recognizer = await openVoskRecognizer({ model: MODEL }, deps(), never);
  const startedAt = performance.now();
  expect(await transcribe(recognizer, silence(600_000), () => expecting('yes'), never)).toEqual([]);
  expect(performance.now() - startedAt).toBeLessThan(5000);
});

test('nothing at all is no utterance', async () => {
  await using recognizer = await openVoskRecognizer({ model: MODEL }, deps(), never);
  expect(await transcribe(recognizer, new Int16Array(0), () => expecting('yes'), never)).toEqual([]);
});

test.each([0, 1, 5, 25, 60])(
  'aborted after %i pieces it ends quietly and can listen again',
  async (pieces) => {
    await using recognizer = await openVoskRecognizer({ model: MODEL }, deps(), never);
    const abort = new AbortController();
    const sound = hum(2000);
    async function* endless(): AsyncGenerator<Samples> {
      for (let piece = 0; ; piece++) {
        if (piece === pieces) abort.abort();
        yield sound.subarray((piece % 50) * 320, ((piece % 50) + 1) * 320);
      }
    }
    for await (const heard of recognizer.recognize(endless(), () => expecting('yes'), abort.signal)) {
      expect(heard.type).toMatch(/speech-started|partial|final/);
    }
    expect(await transcribe(recognizer, silence(500), () => expecting('yes'), never)).toEqual([]);
  },
);

test('loading a model can be given up, and its child is gone at once', async () => {
  const stop = new AbortController();
  const before = childrenOf(process.pid).length;
  const opening = openVoskRecognizer({ model: MODEL }, deps(), stop.signal);
  setTimeout(() => stop.abort(new Error('enough')), 30);
  await expect(opening).rejects.toThrow('enough');
  expect(childrenOf(process.pid)).toHaveLength(before);
});

test('of two that listen, the one that ends while the other loads leaves nothing behind', async () => {
  const before = childrenOf(process.pid).length;
  const recognizer = await openVoskRecognizer({ model: MODEL }, deps(), never);
  const [one, other] = [new AbortController(), new AbortController()];
  async function* quietUntil({ signal }: AbortController): AsyncGenerator<Samples> {
    while (!signal.aborted) {
      await sleep(5);
      yield silence(20);
    }
  }
  const listening = [one, other].map((over) =>
    Array.fromAsync(recognizer.recognize(quietUntil(over), () => expecting('yes'), never)),
  );
  await expect.poll(() => childrenOf(process.pid).length, { interval: 5 }).toBe(before + 2);
  one.abort();
  await listening[0];
  other.abort();
  await listening[1];
  await recognizer[Symbol.asyncDispose]();
  expect(childrenOf(process.pid)).toHaveLength(before);
});

test('a source that hangs does not keep an aborted recognizer', async () => {
  await using recognizer = await openVoskRecognizer({ model: MODEL }, deps(), never);
  const abort = new AbortController();
  async function* hanging(): AsyncGenerator<Samples> {
    yield silence(100);
    setTimeout(() => abort.abort(), 50);
    await new Promise(() => {});
  }
  for await (const heard of recognizer.recognize(hanging(), () => expecting('yes'), abort.signal)) {
    expect(heard).toBeUndefined();
  }
});

/** No model with a fixed graph is small enough to be here: a folder that looks like one, and a child that plays it. */
test('with a model that cannot be told what to expect, sound is transcribed once', async () => {
  const model = join(directory, 'static');
  await cp(MODEL, model, { recursive: true });
  await rm(join(model, 'graph/HCLr.fst'));
  await rm(join(model, 'graph/Gr.fst'));
  await writeFile(join(model, 'graph/HCLG.fst'), 'a graph');
  const child = join(import.meta.dirname, '..', '..', 'programs', 'fake-recognizer.mjs');
  const program = [process.execPath, child, 'dies-when-asked-twice', join(directory, 'starts')] as const;
  const whole: Expecting = { ...expecting('yes'), completeness: () => 'command' };
  await using recognizer = await openVoskRecognizer({ model, program }, deps(), never);
  const sound = Int16Array.from([...hum(1500), ...silence(1000)]);
  const finals = await transcribe(recognizer, sound, () => whole, never);
  expect(finals[0]?.alternatives[0].text).toMatch(/^heard \d+$/);
  expect(await readFile(join(directory, 'starts'), 'utf8')).toBe('x');
});
