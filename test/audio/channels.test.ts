import { expect, test } from 'vitest';
import { createChannelMixer } from '#audio/channels.ts';
import { loudness, noise, tone } from './sound.ts';

const speech = Float32Array.from(tone(1_000, 440, 0.5), (value) => value / 32_768);
const hiss = Float32Array.from(noise(1_000, 0.5), (value) => value / 32_768);
const scaled = (sound: Float32Array, by: number) => sound.map((value) => value * by);
const nothing = scaled(speech, 0);

/** How loud the mix of these channels is, beside the speech alone. */
function mixed(...channels: readonly Float32Array[]): number {
  const interleaved = new Float32Array(speech.length * channels.length);
  channels.forEach((channel, at) => {
    channel.forEach((value, frame) => {
      interleaved[frame * channels.length + at] = value;
    });
  });
  const mixer = createChannelMixer(channels.length, 1);
  mixer.learn(interleaved);
  const mono = mixer.mix(interleaved);
  return loudness(Int16Array.from(mono, (value) => value * 32_768)) / loudness(tone(1_000, 440, 0.5));
}

test.each<[string, readonly Float32Array[], number]>([
  ['one channel stays as it is', [speech], 1],
  ['two that are alike', [speech, speech], 1],
  ['one silent', [speech, nothing], 1],
  ['seven silent', [nothing, nothing, speech, nothing, nothing, nothing, nothing, nothing], 1],
  ['one out of phase', [speech, scaled(speech, -1)], 1],
  ['one out of phase and weaker', [speech, scaled(speech, -0.6)], 1],
  ['one nearly silent, with noise', [speech, scaled(hiss, 0.05)], 1],
  ['one with a constant voltage', [speech, nothing.map(() => 0.9)], 1],
  ['one further away', [speech, scaled(speech, 0.5)], 0.75],
  ['all silent', [nothing, nothing], 0],
])('%s', (_, channels, loud) => {
  expect(mixed(...channels)).toBeCloseTo(loud, 1);
});

test('two persons, each with a microphone, are both heard', () => {
  const [one, other] = [scaled(speech, 0.5), scaled(hiss, 0.5)];
  expect(mixed(one, other)).toBeGreaterThan(0.25);
  expect(mixed(one, other)).not.toBeCloseTo(mixed(one), 2);
});

test('a channel that dies is left out after a while, and taken in again', () => {
  const mixer = createChannelMixer(2, 0.9);
  const piece = (left: number, right: number) =>
    Float32Array.from({ length: 640 }, (_, at) => Math.sin(at >> 1) * (at % 2 === 0 ? left : right));
  const heard = (left: number, right: number, pieces: number) => {
    for (let count = 0; count < pieces; count++) mixer.learn(piece(left, right));
    return Math.max(...mixer.mix(piece(left, right)));
  };
  expect(heard(0.5, 0.5, 10)).toBeCloseTo(0.5, 1);
  expect(heard(0, 0.5, 60)).toBeCloseTo(0.5, 1);
  expect(heard(0.5, 0.5, 60)).toBeCloseTo(0.5, 1);
});
