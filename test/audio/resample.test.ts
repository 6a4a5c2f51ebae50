import { expect, test } from 'vitest';
import { createResampler } from '#audio/resample.ts';
import { joined, loudness, pitch, tone } from './sound.ts';

function resample(channel: Float32Array, fromHertz: number) {
  const { push, end } = createResampler(fromHertz);
  return joined(push(channel), end());
}

function channel(ms: number, hertz: number, sampleRate: number): Float32Array {
  return Float32Array.from(tone(ms, hertz, 0.5, sampleRate), (value) => value / 32_768);
}

test.each([300, 3_000, 6_500])('a tone of %i Hz keeps its loudness', (hertz) => {
  expect(loudness(resample(channel(500, hertz, 44_100), 44_100))).toBeCloseTo(0.5 * Math.SQRT1_2, 2);
});

test.each([8_500, 12_000, 20_000])(
  'a tone of %i Hz, which 16 kHz cannot hold, is gone and not folded back',
  (hertz) => {
    const middle = resample(channel(500, hertz, 44_100), 44_100).subarray(500, -500);
    expect(loudness(middle)).toBeLessThan(0.001);
  },
);

test('the same rate changes nothing', () => {
  const samples = tone(50, 1_000);
  expect(
    resample(
      Float32Array.from(samples, (value) => value / 32_768),
      16_000,
    ),
  ).toEqual(samples);
});

test('too loud becomes as loud as possible', () => {
  expect([...resample(Float32Array.of(2, -2, 0), 16_000)]).toEqual([32_767, -32_768, 0]);
});

test.each([8_000, 11_025, 22_050, 32_000, 44_100, 48_000, 44_099, 191_999])(
  'from %i Hz, pieces cut anywhere become the same as the whole',
  (hertz) => {
    const sound = channel(300, 440, hertz);
    const { push, end } = createResampler(hertz);
    const parts = [];
    for (let at = 0, length = 1; at < sound.length; at += length, length = (length * 7) % 1_999)
      parts.push(push(sound.subarray(at, at + length)));
    const whole = resample(sound, hertz);
    expect(joined(...parts, end())).toEqual(whole);
    expect(whole.length).toBeCloseTo(4_800, -1);
    expect(pitch(whole)).toBeCloseTo(440, -1);
  },
);
