import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Samples, silence } from '../../../src/audio/samples.ts';
import { VirtualClock } from '../../../src/base/virtual-clock.ts';
import type { Expecting } from '../../../src/recognition/recognizer.ts';
import { openVoskRecognizer } from '../../../src/recognition/recognizers/vosk.ts';
import { transcribe } from '../../../src/recognition/transcribe.ts';

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
  await expect(openVoskRecognizer({ model: join(directory, 'none') }, deps())).rejects.toMatchObject({
    code: 'no-model',
    message: expect.stringContaining('leave --model away'),
  });
});

test('a model with a missing or an empty file is told at once', async () => {
  const model = join(directory, 'model');
  await cp(MODEL, model, { recursive: true });
  await rm(join(model, 'graph/Gr.fst'));
  await writeFile(join(model, 'am/final.mdl'), '');
  await expect(openVoskRecognizer({ model }, deps())).rejects.toMatchObject({
    code: 'bad-model',
    message: expect.stringContaining('am/final.mdl, graph/Gr.fst'),
  });
});

test('a model on which libvosk dies is given up after three children', async () => {
  const model = join(directory, 'model');
  await cp(MODEL, model, { recursive: true });
  const graph = await readFile(join(model, 'graph/HCLr.fst'));
  await writeFile(join(model, 'graph/HCLr.fst'), graph.subarray(0, 1000));
  await expect(openVoskRecognizer({ model }, deps())).rejects.toMatchObject({
    code: expect.stringMatching(/gave-up|bad-model/),
  });
});

test('a grammar of nothing but unknown words hears nothing, says so, and crashes nothing', async () => {
  await using recognizer = await openVoskRecognizer({ model: MODEL }, deps());
  const finals = await transcribe(recognizer, hum(1500), () => expecting('привет', 'qqfoo мир'), never);
  for (const final of finals) expect(final.alternatives[0].text).toBe('');
  expect(logged.join()).toMatch(/lacks words of 2 of 2 phrases/);
});

test('ten minutes of silence are heard in seconds and say nothing', async () => {
  await using recognizer = await openVoskRecognizer({ model: MODEL }, deps());
  const startedAt = performance.now();
  expect(await transcribe(recognizer, silence(600_000), () => expecting('yes'), never)).toEqual([]);
  expect(performance.now() - startedAt).toBeLessThan(5000);
});

test('nothing at all is no utterance', async () => {
  await using recognizer = await openVoskRecognizer({ model: MODEL }, deps());
  expect(await transcribe(recognizer, new Int16Array(0), () => expecting('yes'), never)).toEqual([]);
});

test.each([0, 1, 5, 25, 60])(
  'aborted after %i pieces it ends quietly and can listen again',
  async (pieces) => {
    await using recognizer = await openVoskRecognizer({ model: MODEL }, deps());
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

test('a source that hangs does not keep an aborted recognizer', async () => {
  await using recognizer = await openVoskRecognizer({ model: MODEL }, deps());
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
