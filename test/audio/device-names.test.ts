import { expect, test } from 'vitest';
import { withSpokenNames } from '#audio/device-names.ts';

const spoken = (names: readonly string[], what = 'microphone') =>
  withSpokenNames(
    names.map((name) => ({ id: name, name, isDefault: false })),
    what,
  ).map(({ name }) => name);

test.each([
  ['Built-in Audio Analog Stereo', 'Built-in microphone'],
  ['HDA Intel PCH', 'Built-in microphone'],
  ['Ryzen HD Audio Controller Analog Stereo', 'Built-in microphone'],
  ['Alder Lake PCH-P High Definition Audio Controller Digital Microphone', 'Digital Microphone'],
  ['Blue Yeti Analog Stereo', 'Blue Yeti'],
  ['Yeti Stereo Microphone Digital Stereo (IEC958)', 'Yeti Stereo Microphone'],
  ['Scarlett 2i2 Pro 1', 'Scarlett 2i2'],
  ['HD Pro Webcam C920', 'HD Pro Webcam C920'],
  ['Eingebautes  Tongerät\n', 'Eingebautes Tongerät'],
  ['Mono', 'Mono'],
  ['', 'Nameless'],
  ['\u0007', 'Nameless'],
])('%j is called "%s"', (description, name) => {
  expect(spoken([description])).toEqual([name]);
});

test('what would be called alike keeps its whole description', () => {
  expect(spoken(['USB Audio Analog Stereo', 'USB Audio Mono', 'Yeti Mono'])).toEqual([
    'USB Audio Analog Stereo',
    'USB Audio Mono',
    'Yeti',
  ]);
});

test('what is described alike is numbered', () => {
  expect(spoken(['Blue Yeti', 'Blue Yeti', 'Blue Yeti'])).toEqual([
    'Blue Yeti',
    'Blue Yeti 2',
    'Blue Yeti 3',
  ]);
});

test('a name of endless length is cut', () => {
  expect(spoken(['x'.repeat(5_000)])[0]).toHaveLength(60);
});

test('a screen is no built-in loudspeaker', () => {
  expect(spoken(['HDA NVidia Digital Stereo (HDMI 2)', 'HDA Intel PCH'], 'speaker')).toEqual([
    'HDA NVidia Digital Stereo (HDMI 2)',
    'Built-in speaker',
  ]);
});
