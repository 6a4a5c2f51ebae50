import { describe, expect, test } from 'vitest';
import { SAMPLE_RATE, type Samples } from '#audio/samples.ts';
import { parseWav, wavBytes } from '#audio/wav.ts';
import { loudness, pitch, tone } from './sound.ts';

interface Written {
  codec?: number;
  channels?: number;
  sampleRate?: number;
  bits?: number;
  /** What the header claims, when it lies. */
  dataSize?: number;
  before?: number[];
}

/** A WAV file of any format; each value is one channel's, of full scale. */
function written(values: readonly number[], format: Written = {}): Uint8Array {
  const { codec = 1, channels = 1, sampleRate = SAMPLE_RATE, bits = 16, before = [] } = format;
  const data = Buffer.alloc((values.length * bits) / 8);
  values.forEach((value, at) => {
    const offset = (at * bits) / 8;
    if (codec === 3) bits === 32 ? data.writeFloatLE(value, offset) : data.writeDoubleLE(value, offset);
    else if (bits === 8) data.writeUInt8(Math.round(value * 127) + 128, offset);
    else data.writeIntLE(Math.round(value * (2 ** (bits - 1) - 1)), offset, bits / 8);
  });
  const head = Buffer.alloc(36);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(codec, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(sampleRate, 24);
  head.writeUInt32LE((sampleRate * channels * bits) / 8, 28);
  head.writeUInt16LE((channels * bits) / 8, 32);
  head.writeUInt16LE(bits, 34);
  const dataHead = Buffer.alloc(8);
  dataHead.write('data', 0);
  dataHead.writeUInt32LE(format.dataSize ?? data.length, 4);
  return new Uint8Array(Buffer.concat([head, Buffer.from(before), dataHead, data]));
}

function sine(ms: number, sampleRate: number, channels: number): number[] {
  const values = [...tone(ms, 440, 0.5, sampleRate)].map((value) => value / 32_767);
  return values.flatMap((value) => Array.from({ length: channels }, () => value));
}

test('what is written is read back', () => {
  const samples = tone(100, 440);
  expect(parseWav(wavBytes(samples))).toEqual(samples);
});

test.each<Written>([
  { bits: 8 },
  { bits: 24 },
  { bits: 32 },
  { bits: 32, codec: 3 },
  { bits: 64, codec: 3 },
  { sampleRate: 8_000 },
  { sampleRate: 22_050 },
  { sampleRate: 44_100, channels: 2 },
  { sampleRate: 48_000, channels: 8, bits: 24 },
  { sampleRate: 44_100, bits: 8, channels: 2 },
  { sampleRate: 96_000 },
  { sampleRate: 11_025 },
])('%o becomes 16 kHz mono', (format) => {
  const samples = parseWav(
    written(sine(500, format.sampleRate ?? SAMPLE_RATE, format.channels ?? 1), format),
  );
  expect(samples.length).toBeCloseTo(SAMPLE_RATE / 2, -1);
  expect(pitch(samples)).toBeCloseTo(440, -1);
  expect(loudness(samples)).toBeCloseTo(0.5 * Math.SQRT1_2, 2);
});

describe('a file whose header does not tell the truth', () => {
  const values = sine(100, SAMPLE_RATE, 1);
  const samples = parseWav(written(values));
  test.each<[string, Uint8Array]>([
    ['says it is huge, as espeak-ng does', written(values, { dataSize: 0x7ffff000 })],
    ['says it is endless', written(values, { dataSize: 0xffffffff })],
    ['was never finished', Uint8Array.from(written(values, { dataSize: 0 })).fill(0, 4, 8)],
    [
      'has a chunk of odd length before the sound',
      written(values, { before: [...Buffer.from('LIST\x03\0\0\0abc\0')] }),
    ],
  ])('%s: the sound is read to the end of the file', (_, bytes) => {
    expect(parseWav(bytes)).toEqual(samples);
  });
  test('was cut in the middle of a sample: what is there is used', () => {
    const cut = parseWav(written(values).subarray(0, 44 + 1_001));
    expect(cut).toEqual(samples.subarray(0, 500));
  });
});

const good = written([0.1, 0.2]);
function damaged(change: (bytes: Buffer) => void): Uint8Array {
  const bytes = Buffer.from(good);
  change(bytes);
  return new Uint8Array(bytes);
}

test.each<[string, Uint8Array, RegExp]>([
  ['nothing', new Uint8Array(), /talk.wav is empty/],
  ['text', new Uint8Array(Buffer.from('#!/bin/sh\necho not sound\n')), /talk.wav is not a WAV file/],
  ['an MP3', new Uint8Array(Buffer.from('ID3\x04aaaaaaaaaaaaaaaaaaaaaaaaaaa')), /not a WAV file/],
  ['a header only', good.subarray(0, 20), /talk.wav (has a broken WAV header|contains no sound)/],
  ['a header without sound', good.subarray(0, 44), /contains no sound/],
  ['sound without a format', damaged((bytes) => bytes.write('fmtX', 12)), /does not say in which format/],
  ['a compressed one', damaged((bytes) => bytes.writeUInt16LE(7, 20)), /compressed/],
  ['no channel', damaged((bytes) => bytes.writeUInt16LE(0, 22)), /0 channels/],
  ['65535 channels', damaged((bytes) => bytes.writeUInt16LE(65_535, 22)), /65535 channels/],
  ['no sample rate', damaged((bytes) => bytes.writeUInt32LE(0, 24)), /0 samples per second/],
  ['an absurd sample rate', damaged((bytes) => bytes.writeUInt32LE(0xffffffff, 24)), /samples per second/],
  ['13 bits', damaged((bytes) => bytes.writeUInt16LE(13, 34)), /13 bits/],
  ['chunks that never end', damaged((bytes) => bytes.writeUInt32LE(0xffffffff, 16)), /broken|no sound/],
])('%s is refused with a sentence that names the file', (_, bytes, message) => {
  expect(() => parseWav(bytes, 'talk.wav')).toThrow(
    expect.objectContaining({
      name: 'AudioError',
      code: 'bad-format',
      message: expect.stringMatching(message),
    }),
  );
});

test('values that are no numbers become silence', () => {
  const samples: Samples = parseWav(
    written([Number.NaN, 0.5, Number.POSITIVE_INFINITY], { codec: 3, bits: 32 }),
  );
  expect([...samples]).toEqual([0, 16_384, 0]);
});
