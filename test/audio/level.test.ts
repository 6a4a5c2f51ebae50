import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkLevel, type Level, levelInWords, levelOf } from '#audio/level.ts';
import type { Microphone } from '#audio/microphone.ts';
import { pieces } from '#audio/pieces.ts';
import { readWav } from '#audio/read-wav.ts';
import { type Samples, silence } from '#audio/samples.ts';
import { createVoiceActivity } from '#audio/voice-activity.ts';
import { systemClock } from '#base/clock.ts';
import { joined, tone } from './sound.ts';

const SOUNDS = join(import.meta.dirname, '..', 'sounds');
const FILES = readdirSync(SOUNDS).filter((file) => file.endsWith('.wav'));
const LONGEST = 'roll-back-to-generation-forty-two.wav';

async function level(samples: Samples): Promise<Level> {
  using activity = await createVoiceActivity();
  return levelOf(samples, activity.process(samples));
}

/** With silence around, as who is asked to speak does not speak all the time. */
async function spoken(file: string): Promise<Samples> {
  return joined(silence(500), await readWav(join(SOUNDS, file)), silence(500));
}

const scaled = (samples: Samples, decibels: number) =>
  Int16Array.from(samples, (value) =>
    Math.max(-32_768, Math.min(32_767, Math.round(value * 10 ** (decibels / 20)))),
  );

/** White noise of so many decibels of full scale. */
function noise(ms: number, decibels: number): Samples {
  let state = 1;
  return new Int16Array(ms * 16).map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return Math.round((Math.sqrt(3) * 10 ** (decibels / 20) * state) / 65_536);
  });
}

function noisy(samples: Samples, decibels: number): Samples {
  const hiss = noise(Math.ceil(samples.length / 16), decibels);
  return samples.map((value, at) => Math.max(-32_768, Math.min(32_767, value + (hiss[at] as number))));
}

test.each(FILES)('%s is heard well, with the hiss of a usual microphone', async (file) => {
  const heard = await level(noisy(await spoken(file), -65));
  expect(heard.verdict).toBe('good');
  expect(heard.noiseDb).toBeCloseTo(-65, 0);
});

describe('the same sentence', () => {
  test.each<[string, (samples: Samples) => Samples, Level['verdict']]>([
    ['as it is', (samples) => samples, 'good'],
    ['20 dB quieter', (samples) => scaled(samples, -20), 'good'],
    ['38 dB quieter', (samples) => scaled(samples, -38), 'quiet'],
    ['38 dB quieter, with hiss', (samples) => noisy(scaled(samples, -38), -75), 'quiet'],
    ['6 dB louder, which just fits', (samples) => scaled(samples, 6), 'good'],
    ['15 dB louder than fits', (samples) => scaled(samples, 21), 'clipping'],
    ['in a loud room', (samples) => noisy(samples, -26), 'noisy'],
    ['in a room with a fan', (samples) => noisy(samples, -45), 'good'],
    ['with a constant voltage', (samples) => scaled(samples, -6).map((value) => value + 3_000), 'good'],
    ['through a microphone that is muted', (samples) => scaled(samples, -200), 'silent'],
    [
      'muted, with a constant voltage and a step of noise',
      (samples) => samples.map((_, at) => 1_000 + (at % 3)),
      'silent',
    ],
  ])('%s', async (_, change, verdict) => {
    expect((await level(change(await spoken(LONGEST)))).verdict).toBe(verdict);
  });
});

test.each<[string, Samples, Level['verdict']]>([
  ['nothing at all', new Int16Array(), 'silent'],
  ['a quiet room', noise(3_000, -70), 'quiet'],
  ['a loud room', noise(3_000, -24), 'noisy'],
  ['a tone as loud as it gets', tone(3_000, 440, 1), 'clipping'],
])('%s, and nobody speaks', async (_, samples, verdict) => {
  const heard = await level(samples);
  expect(heard.verdict).toBe(verdict);
});

test('levels are decibels of full scale', async () => {
  const heard = levelOf(
    tone(1_000, 440, 0.5),
    Array.from({ length: 50 }, () => true),
  );
  expect(heard.peakDb).toBeCloseTo(-6, 1);
  expect(heard.speechDb).toBeCloseTo(-9, 1);
});

test('a microphone is heard for so long, and let go', async () => {
  let isOver = false;
  const microphone: Microphone = {
    async *listen() {
      try {
        for (;;) yield* pieces(await spoken(LONGEST));
      } finally {
        isOver = true;
      }
    },
  };
  const heard = await checkLevel(microphone, systemClock, 4_000, new AbortController().signal);
  expect(heard.verdict).toBe('good');
  expect(isOver).toBe(true);
});

test('a microphone that falls silent is given up when the time is up', async () => {
  const microphone: Microphone = {
    async *listen(signal) {
      yield tone(100, 440);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
  };
  const hastyClock = {
    ...systemClock,
    sleep: (ms: number, s: AbortSignal) => systemClock.sleep(ms / 100, s),
  };
  const heard = await checkLevel(microphone, hastyClock, 3_000, new AbortController().signal);
  expect(heard.peakDb).toBeGreaterThan(-20);
});

test('aborted, it gives no verdict', async () => {
  const microphone: Microphone = { listen: async function* () {} };
  await expect(checkLevel(microphone, systemClock, 100, AbortSignal.abort())).rejects.toThrow();
});

test.each(['good', 'quiet', 'clipping', 'silent', 'noisy'] as const)(
  '%s is said with a next step',
  (verdict) => {
    const words = levelInWords({ verdict, peakDb: -10, speechDb: -20, noiseDb: -60 });
    expect(words).toMatch(verdict === 'good' ? /well/ : /down|up|muted|closer/);
  },
);
