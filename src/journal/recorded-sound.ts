import { closeSync, ftruncateSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Microphone } from '#audio/microphone.ts';
import { readWav } from '#audio/read-wav.ts';
import { SAMPLE_RATE, type Samples } from '#audio/samples.ts';
import { wavHeader } from '#audio/wav.ts';

/** Half an hour, 58 megabytes: far below what the lengths in a WAV file can say. */
const MOST_SAMPLES = 30 * 60 * SAMPLE_RATE;
const HEADER_BYTES = 44;
const NAME = /^sound-\d{3,}\.wav$/;

export interface SoundWriter extends Disposable {
  /** Written before it returns. Throws what the file system throws. */
  write(samples: Samples): void;
  /** Silence instead, of which only the length is kept: what follows keeps its place. */
  skip(samples: number): void;
}

/** WAV files `sound-001.wav` and so on, which follow each other without a gap and are whole after every piece of sound. */
export function soundWriter(folder: string, mostSamples = MOST_SAMPLES): SoundWriter {
  let files = 0;
  let open: { descriptor: number; samples: number } | undefined;
  return {
    write: (samples) =>
      extend(samples.length, (descriptor, position, from, to) =>
        writeAt(descriptor, bytesOf(samples.subarray(from, to)), position),
      ),
    skip: (samples) =>
      extend(samples, (descriptor, position, from, to) =>
        ftruncateSync(descriptor, position + (to - from) * 2),
      ),
    [Symbol.dispose]() {
      if (open) closeSync(open.descriptor);
      open = undefined;
    },
  };

  /** `put` is told which of `length` samples belong where. */
  function extend(
    length: number,
    put: (descriptor: number, position: number, from: number, to: number) => void,
  ): void {
    for (let from = 0; from < length; ) {
      if (!open || open.samples === mostSamples) open = next();
      const to = Math.min(length, from + mostSamples - open.samples);
      put(open.descriptor, HEADER_BYTES + open.samples * 2, from, to);
      open.samples += to - from;
      from = to;
      writeAt(open.descriptor, wavHeader(open.samples * 2), 0);
    }
  }

  function next(): { descriptor: number; samples: number } {
    if (open) closeSync(open.descriptor);
    open = undefined;
    files++;
    const name = `sound-${String(files).padStart(3, '0')}.wav`;
    return { descriptor: openSync(join(folder, name), 'wx', 0o600), samples: 0 };
  }
}

function bytesOf(samples: Samples): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

function writeAt(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length; )
    written += writeSync(descriptor, bytes, written, bytes.length - written, position + written);
}

/** A microphone whose sound is also given to `take`. */
export function tapped(microphone: Microphone, take: (samples: Samples) => void): Microphone {
  return {
    async *listen(signal) {
      for await (const samples of microphone.listen(signal)) {
        take(samples);
        yield samples;
      }
    },
  };
}

/** All sound of a recording; empty when it has none. Throws `AudioError` for a file that cannot be read. */
export async function readRecordedSound(folder: string): Promise<Samples> {
  const names = readdirSync(folder).filter((name) => NAME.test(name));
  // By number: from the thousandth file on, names have more digits.
  names.sort((one, other) => one.length - other.length || one.localeCompare(other, 'en'));
  const parts = await Promise.all(names.map((name) => readWav(join(folder, name))));
  const whole = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
