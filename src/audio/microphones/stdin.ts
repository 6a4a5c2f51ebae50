import { addAbortSignal, type Readable } from 'node:stream';
import { AudioError } from '#base/errors.ts';
import type { Microphone } from '../microphone.ts';
import { createSampleReader, pieces } from '../pieces.ts';

/** Raw sound from a pipe: 16 kHz, mono, signed 16 bit little endian, without a header. Can be listened to once. */
export function stdinMicrophone({ stdin }: { stdin: Readable }): Microphone {
  return {
    async *listen(signal) {
      const toSamples = createSampleReader();
      try {
        for await (const bytes of addAbortSignal(signal, stdin)) yield* pieces(toSamples(bytes));
      } catch (error) {
        if (signal.aborted) return;
        throw new AudioError('stream-broke', 'The sound on standard input broke off.', { cause: error });
      }
    },
  };
}
