import { expect, test } from 'vitest';
import { type Earcon, earconSamples } from '#audio/earcons.ts';
import { durationMs } from '#audio/samples.ts';
import { loudness, pitch } from './sound.ts';

const EARCONS: readonly Earcon[] = ['listening', 'heard', 'not-understood', 'done'];

test.each(EARCONS)('"%s" is short, audible and begins and ends without a click', (earcon) => {
  const samples = earconSamples(earcon);
  expect(durationMs(samples)).toBeLessThanOrEqual(200);
  expect(loudness(samples)).toBeGreaterThan(0.05);
  expect(Math.abs(samples[0] as number)).toBeLessThan(200);
  expect(Math.abs(samples.at(-1) as number)).toBeLessThan(200);
});

test('they can be told apart: "listening" rises, "not understood" falls', () => {
  const rise = (earcon: Earcon) => {
    const samples = earconSamples(earcon);
    return pitch(samples.subarray(samples.length / 2)) - pitch(samples.subarray(0, samples.length / 2));
  };
  expect(rise('listening')).toBeGreaterThan(50);
  expect(rise('not-understood')).toBeLessThan(-50);
  expect(new Set(EARCONS.map((earcon) => earconSamples(earcon).length)).size).toBe(EARCONS.length);
});
