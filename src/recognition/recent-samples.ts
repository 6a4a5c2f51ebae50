import { SAMPLE_RATE, type Samples } from '#audio/samples.ts';

/** The last seconds of sound, addressed by sample number since listening began. */
export interface RecentSamples {
  /** Number of samples taken so far. */
  readonly length: number;
  push(samples: Samples): void;
  /** A copy; what was forgotten is left out. */
  slice(from: number, to: number): Samples;
  forgetBefore(sample: number): void;
}

export function createRecentSamples(): RecentSamples {
  let pieces: { from: number; samples: Samples }[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(samples) {
      pieces.push({ from: length, samples });
      length += samples.length;
    },
    slice(from, to) {
      const first = Math.max(from, pieces[0]?.from ?? length);
      const copy = new Int16Array(Math.max(0, Math.min(to, length) - first));
      for (const piece of pieces) {
        const start = Math.max(first, piece.from);
        const end = Math.min(first + copy.length, piece.from + piece.samples.length);
        if (start < end)
          copy.set(piece.samples.subarray(start - piece.from, end - piece.from), start - first);
      }
      return copy;
    },
    forgetBefore(sample) {
      const keep = pieces.findIndex((piece) => piece.from + piece.samples.length > sample);
      pieces = keep < 0 ? [] : pieces.slice(keep);
    },
  };
}

export function toMs(samples: number): number {
  return (samples * 1000) / SAMPLE_RATE;
}

export function toSamples(ms: number): number {
  return Math.round((ms * SAMPLE_RATE) / 1000);
}
