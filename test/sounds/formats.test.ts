import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMicrophone } from '../../src/audio/microphones/index.ts';
import { readWav } from '../../src/audio/read-wav.ts';
import type { Samples } from '../../src/audio/samples.ts';
import { parseWav } from '../../src/audio/wav.ts';
import { systemClock } from '../../src/base/clock.ts';
import type { Recognizer } from '../../src/recognition/recognizer.ts';
import { openVoskRecognizer } from '../../src/recognition/recognizers/vosk.ts';
import { transcribe } from '../../src/recognition/transcribe.ts';
import { type Format, wavOf } from '../audio/wav-of.ts';

const SENTENCE = 'try blender';
const never = new AbortController().signal;
const expecting = {
  phrases: [
    SENTENCE,
    'try firefox',
    'buy blender',
    'install blender',
    'show me the generations',
    'yes do it',
  ],
  completeness: () => 'command' as const,
  playing: () => false,
};

let recognizer: Recognizer & AsyncDisposable;
let spoken: Samples;
beforeAll(async () => {
  recognizer = await openVoskRecognizer(
    { model: 'models/en-tiny' },
    { clock: systemClock, log: () => {} },
    never,
  );
  spoken = await readWav(join(import.meta.dirname, `${SENTENCE.replaceAll(' ', '-')}.wav`));
});
afterAll(() => recognizer[Symbol.asyncDispose]());

async function heard(samples: Samples): Promise<string> {
  const finals = await transcribe(recognizer, samples, () => expecting, never);
  return finals.map(({ alternatives }) => alternatives[0]?.text).join(' ');
}

const FORMATS: readonly Format[] = [
  { sampleRate: 8_000 },
  { sampleRate: 11_025, bits: 8 },
  { sampleRate: 22_050, bits: 32 },
  { sampleRate: 44_099, channels: 2, opposed: [1] },
  { sampleRate: 48_000, channels: 8, bits: 24, carriers: [5] },
  { sampleRate: 48_000, channels: 2, hiss: [1] },
  { sampleRate: 44_100, channels: 2, bits: 32, isFloat: true, kind: 'extensible' },
];

test.each(FORMATS)('%j is recognized as well', async (format) => {
  expect(await heard(parseWav(wavOf(spoken, format)))).toBe(SENTENCE);
});

test.each<Format>([
  { sampleRate: 44_100, channels: 2, carriers: [1] },
  { sampleRate: 48_000, channels: 2, bits: 24, opposed: [1], kind: 'extensible' },
])('%j is recognized as well as it comes from a pipe', async (format) => {
  const bytes = Buffer.from(wavOf(spoken, format));
  const cut = Array.from({ length: Math.ceil(bytes.length / 4_097) }, (_, at) =>
    bytes.subarray(at * 4_097, (at + 1) * 4_097),
  );
  const microphone = await openMicrophone(
    { kind: 'stdin' },
    { clock: systemClock, stdin: Readable.from(cut) },
  );
  const pieces = await Array.fromAsync(microphone.listen(never));
  expect(await heard(Int16Array.from(pieces.flatMap((piece) => [...piece])))).toBe(SENTENCE);
});
