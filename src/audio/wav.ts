import { AudioError } from '#base/errors.ts';
import { convertPcm } from './convert.ts';
import type { PcmFormat } from './pcm.ts';
import { SAMPLE_RATE, type Samples } from './samples.ts';

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
/** What programs that do not know the length write there. */
const ENDLESS = 0x7fff_0000;

export interface WavHeader {
  format: PcmFormat;
  /** Where the sound begins, in bytes. */
  dataAt: number;
  /** How many bytes of sound there are by what the header says; infinite when it does not know. */
  dataBytes: number;
}

/**
 * Any usual WAV file (8 to 32 bit, float, 8 to 192 kHz, up to 8 channels, RF64 too) as 16 kHz mono. A file that was cut
 * off or that lies about its length gives what is there. Throws `AudioError` 'bad-format'; `name` is for its message.
 */
export function parseWav(bytes: Uint8Array, name = 'The sound'): Samples {
  if (bytes.length === 0) throw new AudioError('bad-format', `${name} is empty.`);
  if (!isWav(bytes))
    throw new AudioError('bad-format', `${name} is not a WAV file. Convert it to one first.`);
  const header = parseWavHeader(bytes, name);
  if (!header) throw new AudioError('bad-format', `${name} contains no sound.`);
  const { format, dataAt, dataBytes } = header;
  const samples = convertPcm(bytes.subarray(dataAt, dataAt + Math.min(dataBytes, bytes.length)), format);
  if (samples.length === 0) throw new AudioError('bad-format', `${name} contains no sound.`);
  return samples;
}

/** Whether this is the beginning of a WAV file, of which twelve bytes tell. */
export function isWav(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (
    bytes.length >= 12 && /^(RIFF|RF64|BW64)$/.test(fourLetters(view, 0)) && fourLetters(view, 8) === 'WAVE'
  );
}

/** The header at the beginning of `bytes`; undefined when it does not reach as far as the sound. */
export function parseWavHeader(bytes: Uint8Array, name: string): WavHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: PcmFormat | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    const chunk = fourLetters(view, at);
    const start = at + 8;
    if (chunk === 'data') {
      if (!format) throw new AudioError('bad-format', `${name} has sound but does not say in which format.`);
      // A recorder that was killed, or one that writes to a pipe, never filled in the lengths; RF64 has them elsewhere.
      const isUnfinished = size === 0 && view.getUint32(4, true) + 8 < bytes.length;
      return { format, dataAt: start, dataBytes: isUnfinished || size >= ENDLESS ? Infinity : size };
    }
    if (chunk === 'fmt ') format = parseFormat(view, start, size, name);
    at = start + size + (size % 2);
  }
  return undefined;
}

function parseFormat(view: DataView, start: number, size: number, name: string): PcmFormat {
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
  return { kind: codec === PCM ? 'integer' : 'float', channels, sampleRate, bytesPerSample: bits / 8 };
}

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
