import { openSync, writeSync } from 'node:fs';
import type { Clock } from '#base/clock.ts';
import { AudioError } from '#base/errors.ts';
import { durationMs, SAMPLE_RATE, type Samples } from '../samples.ts';
import type { Speaker, SpeakerOptions } from '../speaker.ts';
import { wavHeader } from '../wav.ts';

const HEADER_BYTES = 44;

/**
 * Writes what is said into a WAV file, at the time of the clock at which it was said. The file is whole after every
 * utterance, however the program ends. Throws `AudioError` when the file cannot be written.
 */
export function wavSpeaker(
  { file }: Extract<SpeakerOptions, { kind: 'wav' }>,
  { clock }: { clock: Clock },
): Speaker {
  const descriptor = guarded('no-device', () => openSync(file, 'w'));
  const openedAt = clock.now();
  let written = 0;
  guarded('no-device', () => writeSync(descriptor, wavHeader(0)));

  function append(samples: Samples, startedAt: number): void {
    // What lies between stays a hole in the file: silence.
    const start = Math.max(written, Math.round(((startedAt - openedAt) * SAMPLE_RATE) / 1000));
    const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    guarded('stream-broke', () => {
      writeSync(descriptor, bytes, 0, bytes.length, HEADER_BYTES + start * 2);
      written = start + samples.length;
      writeSync(descriptor, wavHeader(written * 2), 0, HEADER_BYTES, 0);
    });
  }

  function guarded<T>(code: 'no-device' | 'stream-broke', write: () => T): T {
    try {
      return write();
    } catch (error) {
      const { code: reason = 'unknown reason' } = error as NodeJS.ErrnoException;
      const known = {
        ENOENT: 'no such folder',
        EACCES: 'permission denied',
        EISDIR: 'it is a folder',
        ENOSPC: 'the disk is full',
      };
      const text = reason in known ? known[reason as keyof typeof known] : reason;
      throw new AudioError(code, `Cannot write the sound to ${file}: ${text}.`, { cause: error });
    }
  }

  return {
    audible: false,
    async play(samples, signal) {
      signal.throwIfAborted();
      const startedAt = clock.now();
      try {
        await clock.sleep(durationMs(samples), signal);
      } finally {
        const heard = Math.round(((clock.now() - startedAt) * SAMPLE_RATE) / 1000);
        append(signal.aborted ? samples.subarray(0, heard) : samples, startedAt);
      }
    },
  };
}
