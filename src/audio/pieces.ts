import { SAMPLE_RATE, type Samples } from './samples.ts';

export const PIECE_MS = 100;
const PIECE_SAMPLES = (SAMPLE_RATE * PIECE_MS) / 1000;

/** Pieces of 100 ms; the last may be shorter. */
export function* pieces(samples: Samples): Generator<Samples> {
  for (let at = 0; at < samples.length; at += PIECE_SAMPLES) yield samples.subarray(at, at + PIECE_SAMPLES);
}

/** Turns bytes, cut anywhere, into samples: keeps the odd byte for the next call. */
export function createSampleReader(): (bytes: Uint8Array) => Samples {
  let left = new Uint8Array();
  return (bytes) => {
    const all = new Uint8Array(left.length + bytes.length);
    all.set(left);
    all.set(bytes, left.length);
    left = all.slice(all.length - (all.length % 2));
    return new Int16Array(all.buffer, 0, (all.length - left.length) / 2);
  };
}
