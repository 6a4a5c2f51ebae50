import { SAMPLE_RATE, type Samples } from './samples.ts';

/** Half the filter's length in zero crossings, and its Kaiser window: 70 dB down at the new Nyquist frequency. */
const CROSSINGS = 32;
const KAISER_BETA = 6.8;
const CUTOFF = 0.93;
/** Odd rates have one filter for each of thousands of phases; the nearest of so many is 66 dB exact. */
const MOST_PHASES = 1_024;

export interface Resampler {
  /** What can be told by now; the filter's reach, about 4 ms, stays behind. */
  push(channel: Float32Array): Samples;
  /** The rest. */
  end(): Samples;
}

/** One channel, full scale ±1, at any rate of whole hertz, to 16 kHz, in pieces. At 16 kHz it only rounds. */
export function createResampler(fromHertz: number): Resampler {
  if (fromHertz === SAMPLE_RATE)
    return { push: (channel) => Int16Array.from(channel, toInteger), end: () => new Int16Array() };
  const divisor = greatestCommonDivisor(fromHertz, SAMPLE_RATE);
  const phases = SAMPLE_RATE / divisor;
  const step = fromHertz / divisor;
  const scale = CUTOFF * Math.min(1, SAMPLE_RATE / fromHertz);
  const reach = Math.ceil(CROSSINGS / scale);
  const filters = new Map<number, Float32Array>();
  /** What the next sample needs, and where in the whole it begins. */
  let held = new Float32Array();
  let heldFrom = 0;
  let at = 0;

  function filterFor(phase: number): Float32Array {
    const rounded =
      phases > MOST_PHASES ? Math.round((phase * MOST_PHASES) / phases) / MOST_PHASES : phase / phases;
    const filter = filters.get(rounded) ?? windowedSinc(rounded, scale, reach);
    filters.set(rounded, filter);
    return filter;
  }

  /** All samples whose middle lies before `until`. */
  function samplesUntil(until: number): Samples {
    const samples = new Int16Array(Math.max(0, Math.ceil((until * phases) / step) - at));
    for (let made = 0; made < samples.length; made++, at++) {
      const phase = (at * step) % phases;
      const center = (at * step - phase) / phases - heldFrom;
      const filter = filterFor(phase);
      const to = Math.min(held.length - 1, center + reach);
      let sum = 0;
      for (let tap = Math.max(0, center - reach); tap <= to; tap++)
        sum += (held[tap] as number) * (filter[tap - center + reach] as number);
      samples[made] = toInteger(sum);
    }
    return samples;
  }

  return {
    push(channel) {
      const needed = Math.max(heldFrom, Math.floor((at * step) / phases) - reach);
      const kept = held.subarray(needed - heldFrom);
      const joined = new Float32Array(kept.length + channel.length);
      joined.set(kept);
      joined.set(channel, kept.length);
      held = joined;
      heldFrom = needed;
      return samplesUntil(heldFrom + held.length - reach);
    },
    end: () => samplesUntil(heldFrom + held.length),
  };
}

/** Weights of the samples `reach` before to `reach` after, for a point that lies `fraction` past the middle one. */
function windowedSinc(fraction: number, scale: number, reach: number): Float32Array {
  const weights = new Float32Array(2 * reach + 1);
  for (let at = 0; at < weights.length; at++) {
    const x = (at - reach - fraction) * scale;
    const inside = 1 - (x / CROSSINGS) ** 2;
    if (inside < 0) continue;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    weights[at] = (scale * sinc * bessel(KAISER_BETA * Math.sqrt(inside))) / bessel(KAISER_BETA);
  }
  return weights;
}

/** Modified Bessel function of the first kind, order zero. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-9; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function toInteger(value: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768)));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
