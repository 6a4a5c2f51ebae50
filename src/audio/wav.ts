import { AudioError } from '#base/errors.ts';
import { resample } from './resample.ts';
import { SAMPLE_RATE, type Samples } from './samples.ts';

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

interface Format {
  codec: number;
  channels: number;
  sampleRate: number;
  bytesPerSample: number;
}

/**
 * Any usual WAV file (8 to 32 bit, float, 8 to 192 kHz, up to 8 channels) as 16 kHz mono. A file that was cut off or
 * that lies about its length gives what is there. Throws `AudioError` 'bad-format'; `name` is for its message.
 */
export function parseWav(bytes: Uint8Array, name = 'The sound'): Samples {
  if (bytes.length === 0) throw new AudioError('bad-format', `${name} is empty.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || fourLetters(view, 0) !== 'RIFF' || fourLetters(view, 8) !== 'WAVE')
    throw new AudioError('bad-format', `${name} is not a WAV file. Convert it to one first.`);

  let format: Format | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    const chunk = fourLetters(view, at);
    const start = at + 8;
    if (chunk === 'fmt ') format = parseFormat(view, start, size, name);
    if (chunk === 'data') {
      if (!format) throw new AudioError('bad-format', `${name} has sound but does not say in which format.`);
      const left = bytes.length - start;
      // A recorder that was killed, or one that writes to a pipe, never filled in the lengths.
      const isUnfinished = size === 0 && view.getUint32(4, true) + 8 < bytes.length;
      const length = isUnfinished ? left : Math.min(size, left);
      const samples = resample(mixDown(view, start, length, format), format.sampleRate);
      if (samples.length === 0) throw new AudioError('bad-format', `${name} contains no sound.`);
      return samples;
    }
    at = start + size + (size % 2);
  }
  throw new AudioError('bad-format', `${name} contains no sound.`);
}

function parseFormat(view: DataView, start: number, size: number, name: string): Format {
  if (size < 16 || start + 16 > view.byteLength)
    throw new AudioError('bad-format', `${name} has a broken WAV header.`);
  const tag = view.getUint16(start, true);
  const isExtensible = tag === EXTENSIBLE && size >= 26 && start + 26 <= view.byteLength;
  const codec = isExtensible ? view.getUint16(start + 24, true) : tag;
  const channels = view.getUint16(start + 2, true);
  const sampleRate = view.getUint32(start + 4, true);
  const bits = view.getUint16(start + 14, true);
  const allowed = codec === PCM ? [8, 16, 24, 32] : codec === FLOAT ? [32, 64] : undefined;
  if (!allowed)
    throw new AudioError(
      'bad-format',
      `${name} is compressed (WAV codec ${codec}). Convert it to plain PCM first.`,
    );
  if (!allowed.includes(bits)) throw new AudioError('bad-format', `${name} has ${bits} bits per sample.`);
  if (channels < 1 || channels > 8) throw new AudioError('bad-format', `${name} has ${channels} channels.`);
  if (sampleRate < 8_000 || sampleRate > 192_000)
    throw new AudioError('bad-format', `${name} has ${sampleRate} samples per second; 8000 to 192000 work.`);
  return { codec, channels, sampleRate, bytesPerSample: bits / 8 };
}

/** The mean of all channels, full scale ±1. A last frame that was cut in the middle is left out. */
function mixDown(view: DataView, start: number, length: number, format: Format): Float32Array {
  const { channels, bytesPerSample } = format;
  const read = readers[format.codec === FLOAT ? 'float' : 'integer'][bytesPerSample] as Reader;
  const mono = new Float32Array(Math.floor(length / (bytesPerSample * channels)));
  for (let frame = 0, at = start; frame < mono.length; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++, at += bytesPerSample) sum += read(view, at);
    const value = sum / channels;
    mono[frame] = Number.isFinite(value) ? value : 0;
  }
  return mono;
}

type Reader = (view: DataView, at: number) => number;

const readers: Record<'integer' | 'float', Record<number, Reader>> = {
  integer: {
    1: (view, at) => (view.getUint8(at) - 128) / 128,
    2: (view, at) => view.getInt16(at, true) / 32_768,
    3: (view, at) => (view.getUint8(at) + view.getInt16(at + 1, true) * 256) / 8_388_608,
    4: (view, at) => view.getInt32(at, true) / 2_147_483_648,
  },
  float: {
    4: (view, at) => view.getFloat32(at, true),
    8: (view, at) => view.getFloat64(at, true),
  },
};

function fourLetters(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((letter) => view.getUint8(at + letter)));
}

/** A whole WAV file: 16 bit, mono. */
export function wavBytes(samples: Samples, sampleRate = SAMPLE_RATE): Uint8Array {
  const data = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const bytes = new Uint8Array(44 + data.length);
  bytes.set(wavHeader(data.length, sampleRate));
  bytes.set(data, 44);
  return bytes;
}

/** The 44 bytes before `dataBytes` of 16 bit mono sound. */
export function wavHeader(dataBytes: number, sampleRate = SAMPLE_RATE): Uint8Array {
  const view = new DataView(new ArrayBuffer(44));
  const letters = (at: number, text: string) => {
    for (let letter = 0; letter < text.length; letter++) view.setUint8(at + letter, text.charCodeAt(letter));
  };
  letters(0, 'RIFF');
  view.setUint32(4, 36 + dataBytes, true);
  letters(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  letters(36, 'data');
  view.setUint32(40, dataBytes, true);
  return new Uint8Array(view.buffer);
}
