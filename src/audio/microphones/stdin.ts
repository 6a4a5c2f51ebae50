import { addAbortSignal, type Readable } from 'node:stream';
import { AudioError } from '#base/errors.ts';
import { createConverter } from '../convert.ts';
import type { Microphone } from '../microphone.ts';
import { createSampleReader, pieces } from '../pieces.ts';
import type { Samples } from '../samples.ts';
import { isWav, parseWavHeader } from '../wav.ts';

/** Chunks of text before the sound of a WAV file are a few hundred bytes; more than this is no sound. */
const MOST_HEADER_BYTES = 1_000_000;

/**
 * Sound from a pipe: a WAV stream of any usual format, or raw 16 kHz, mono, signed 16 bit little endian without a
 * header. Can be listened to once.
 */
export function stdinMicrophone({ stdin }: { stdin: Readable }): Microphone {
  return {
    async *listen(signal) {
      const toSamples = createStreamReader();
      try {
        for await (const bytes of addAbortSignal(signal, stdin)) yield* pieces(toSamples(bytes));
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof AudioError) throw error;
        throw new AudioError('stream-broke', 'The sound on standard input broke off.', { cause: error });
      }
    },
  };
}

/** Finds out from the first bytes what the stream is. Throws `AudioError` 'bad-format'. */
function createStreamReader(): (bytes: Uint8Array) => Samples {
  let begun = new Uint8Array();
  let read: ((bytes: Uint8Array) => Samples) | undefined;
  return (bytes) => {
    if (read) return read(bytes);
    begun = new Uint8Array(Buffer.concat([begun, bytes]));
    if (begun.length < 12) return new Int16Array();
    if (!isWav(begun)) {
      read = createSampleReader();
      return read(begun);
    }
    const header = parseWavHeader(begun, 'The sound on standard input');
    if (header) {
      const convert = createConverter(header.format);
      let left = header.dataBytes;
      read = (more) => {
        const sound = more.subarray(0, Math.min(left, more.length));
        left -= sound.length;
        return convert(sound);
      };
      return read(begun.subarray(header.dataAt));
    }
    if (begun.length > MOST_HEADER_BYTES)
      throw new AudioError('bad-format', 'The sound on standard input has a WAV header without end.');
    return new Int16Array();
  };
}
