import type { Samples } from './samples.ts';

/** Decibels over a signal of one step; full scale is about 90. Measured on commands in quiet, 20 dB and 10 dB noise. */
const LEAST_DB = 30;
const OVER_NOISE_DB = 6;
const FAR_OVER_NOISE_DB = 18;
const UNDER_PEAK_DB = 12;
const QUIET_UNDER_PEAK_DB = 35;
const PEAK_FADES_DB = 0.05;
/** A recording may begin in the middle of a word. */
const FIRST_NOISE_AT_MOST_DB = 55;
/** Frames of 20 ms. */
const NOISE_FRAMES = 5;
const NOISE_MEMORY_FRAMES = 100;

export interface LoudnessGate {
  /** Whether this frame of 20 ms stands out of the room's noise and belongs to the voice that spoke last. */
  isLoud(frame: Samples): boolean;
  forgetSpeaker(): void;
}

/**
 * The noise is the quietest 100 ms of the last two seconds. In a quiet room everything well over it is speech; in a
 * noisy one the threshold rises towards the speaker's peak, since other people's talk is nearly as loud as ours.
 */
export function createLoudnessGate(): LoudnessGate {
  const powers: number[] = [];
  const backgrounds: number[] = [];
  let peakDb = 0;

  return {
    isLoud(frame) {
      const power = meanPower(frame);
      const levelDb = decibels(power);
      remember(powers, power, NOISE_FRAMES);
      if (powers.length === NOISE_FRAMES) remember(backgrounds, mean(powers), NOISE_MEMORY_FRAMES);
      const noiseDb =
        backgrounds.length > 0
          ? decibels(Math.min(...backgrounds))
          : Math.min(decibels(mean(powers)), FIRST_NOISE_AT_MOST_DB);
      peakDb = Math.max(peakDb - PEAK_FADES_DB, levelDb);
      return (
        levelDb >
        Math.max(
          LEAST_DB,
          noiseDb + OVER_NOISE_DB,
          peakDb - QUIET_UNDER_PEAK_DB,
          Math.min(peakDb - UNDER_PEAK_DB, noiseDb + FAR_OVER_NOISE_DB),
        )
      );
    },
    forgetSpeaker() {
      peakDb = 0;
    },
  };
}

/** Without what stands still: the constant voltage of a cheap card is no sound. */
function meanPower(frame: Samples): number {
  let sum = 0;
  let squares = 0;
  for (const sample of frame) {
    sum += sample;
    squares += sample * sample;
  }
  return squares / frame.length - (sum / frame.length) ** 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function decibels(power: number): number {
  return 10 * Math.log10(power + 1e-3);
}

function remember(values: number[], value: number, atMost: number): void {
  values.push(value);
  if (values.length > atMost) values.shift();
}
