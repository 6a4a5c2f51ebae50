/** Sound inside the program: 16 kHz, mono, signed 16 bit. Conversions happen at the edges. */
export type Samples = Int16Array;

/** Hertz. */
export const SAMPLE_RATE = 16_000;

export function durationMs(samples: Samples): number {
  return (samples.length * 1000) / SAMPLE_RATE;
}

export function silence(ms: number): Samples {
  return new Int16Array(Math.round((ms * SAMPLE_RATE) / 1000));
}
