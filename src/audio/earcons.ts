import { SAMPLE_RATE, type Samples } from './samples.ts';

export type Earcon = 'listening' | 'heard' | 'not-understood' | 'done';

interface Note {
  hertz: number;
  ms: number;
}

/** Rising asks, falling says no; all are shorter than 200 ms and quieter than the voice. */
const NOTES: Readonly<Record<Earcon, readonly Note[]>> = {
  listening: [
    { hertz: 523, ms: 60 },
    { hertz: 784, ms: 80 },
  ],
  heard: [{ hertz: 659, ms: 60 }],
  'not-understood': [
    { hertz: 392, ms: 80 },
    { hertz: 294, ms: 100 },
  ],
  done: [
    { hertz: 659, ms: 50 },
    { hertz: 784, ms: 50 },
    { hertz: 1047, ms: 90 },
  ],
};

const AMPLITUDE = 6_000;
const FADE_MS = 8;

/** A short sound that says without words what happened. */
export function earconSamples(earcon: Earcon): Samples {
  return Int16Array.from(NOTES[earcon].flatMap(noteSamples));
}

/** Faded in and out, so that it does not click. */
function noteSamples({ hertz, ms }: Note): number[] {
  const length = Math.round((ms * SAMPLE_RATE) / 1000);
  const fade = (FADE_MS * SAMPLE_RATE) / 1000;
  return Array.from({ length }, (_, at) => {
    const loudness = Math.min(1, at / fade, (length - 1 - at) / fade);
    return Math.round(AMPLITUDE * loudness * Math.sin((2 * Math.PI * hertz * at) / SAMPLE_RATE));
  });
}
