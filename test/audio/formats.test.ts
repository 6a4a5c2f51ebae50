import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWav } from '#audio/read-wav.ts';
import type { Samples } from '#audio/samples.ts';
import { parseWav } from '#audio/wav.ts';
import { type Format, wavOf } from './wav-of.ts';

const spoken = await readWav(join(import.meta.dirname, '..', 'sounds', 'try-blender.wav'));

const RATES = [8_000, 11_025, 12_000, 22_050, 24_000, 32_000, 37_800, 44_099, 44_100, 48_000, 96_000];
const FORMATS: readonly Format[] = [
  ...RATES.map((sampleRate) => ({ sampleRate })),
  ...[8, 16, 24, 32].map((bits) => ({ sampleRate: 44_100, bits })),
  { sampleRate: 48_000, bits: 32, isFloat: true },
  { sampleRate: 48_000, bits: 64, isFloat: true },
  ...[1, 2, 3, 4, 6, 8].map((channels) => ({ sampleRate: 48_000, channels })),
  { sampleRate: 48_000, channels: 8, bits: 24, carriers: [5] },
  { sampleRate: 44_100, channels: 2, carriers: [1] },
  { sampleRate: 44_100, channels: 2, opposed: [1] },
  { sampleRate: 48_000, channels: 6, bits: 24, kind: 'extensible' },
  { sampleRate: 44_100, channels: 2, bits: 32, isFloat: true, kind: 'extensible' },
  { sampleRate: 48_000, channels: 2, kind: 'RF64' },
];

test.each(FORMATS)('%j is the same sound', (format) => {
  const heard = parseWav(wavOf(spoken, format));
  // At 8 kHz the upper half of the sound is not there.
  const alike = format.sampleRate < 12_000 ? 0.93 : 0.99;
  expect(Math.abs(heard.length - spoken.length)).toBeLessThan(4);
  expect(likeness(heard, spoken)).toBeGreaterThan(alike);
});

/** Correlation: 1 is the same, -1 upside down. */
function likeness(one: Samples, other: Samples): number {
  let [both, ones, others] = [0, 0, 0];
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    const [left, right] = [one[at] as number, other[at] as number];
    both += left * right;
    ones += left * left;
    others += right * right;
  }
  return both / Math.sqrt(ones * others);
}
