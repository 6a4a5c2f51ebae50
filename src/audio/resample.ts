import { SAMPLE_RATE, type Samples } from './samples.ts';

/** Half the filter's length in zero crossings, and its Kaiser window: 70 dB down at the new Nyquist frequency. */
const CROSSINGS = 32;
const KAISER_BETA = 6.8;
const CUTOFF = 0.93;

/** One channel, full scale ±1, at any rate of whole hertz, to 16 kHz. At 16 kHz it only rounds. */
export function resample(channel: Float32Array, fromHertz: number): Samples {
  if (fromHertz === SAMPLE_RATE) return Int16Array.from(channel, toInteger);
  const divisor = greatestCommonDivisor(fromHertz, SAMPLE_RATE);
  const phases = SAMPLE_RATE / divisor;
  const step = fromHertz / divisor;
  const samples = new Int16Array(Math.ceil((channel.length * phases) / step));
  const filters = new Map<number, Float32Array>();
  const scale = CUTOFF * Math.min(1, SAMPLE_RATE / fromHertz);
  const reach = Math.ceil(CROSSINGS / scale);

  for (let at = 0; at < samples.length; at++) {
    const phase = (at * step) % phases;
    const center = (at * step - phase) / phases;
    const filter = filters.get(phase) ?? windowedSinc(phase / phases, scale, reach);
    filters.set(phase, filter);
    const from = Math.max(0, center - reach);
    const to = Math.min(channel.length - 1, center + reach);
    let sum = 0;
    for (let tap = from; tap <= to; tap++)
      sum += (channel[tap] as number) * (filter[tap - center + reach] as number);
    samples[at] = toInteger(sum);
  }
  return samples;
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
