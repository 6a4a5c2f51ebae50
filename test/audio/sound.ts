import { SAMPLE_RATE, type Samples } from '#audio/samples.ts';

/** A sine tone; `amplitude` of full scale. */
export function tone(ms: number, hertz: number, amplitude = 0.5, sampleRate = SAMPLE_RATE): Samples {
  const samples = new Int16Array(Math.round((ms * sampleRate) / 1000));
  return samples.map((_, at) =>
    Math.round(32_767 * amplitude * Math.sin((2 * Math.PI * hertz * at) / sampleRate)),
  );
}

/** Something a voice detector takes for a vowel: a pulse train of 120 Hz with resonances, rising and falling. */
export function vowel(ms: number, amplitude = 0.4): Samples {
  const samples = new Int16Array(Math.round((ms * SAMPLE_RATE) / 1000));
  return samples.map((_, at) => {
    let sum = 0;
    for (let harmonic = 1; harmonic <= 30; harmonic++) {
      const hertz = 120 * harmonic;
      const formants = [700, 1200, 2600].reduce(
        (all, peak) => all + 1 / (1 + ((hertz - peak) / 120) ** 2),
        0.02,
      );
      sum += formants * Math.sin((2 * Math.PI * hertz * at) / SAMPLE_RATE);
    }
    return Math.round((32_767 * amplitude * sum) / 4);
  });
}

/** White noise that is the same every time. */
export function noise(ms: number, amplitude: number): Samples {
  let seed = 1;
  return new Int16Array(Math.round((ms * SAMPLE_RATE) / 1000)).map(() => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.round(32_767 * amplitude * (seed / 1_073_741_824 - 1));
  });
}

/** Hertz of the strongest tone, by counting its rises through zero. */
export function pitch(samples: Samples, sampleRate = SAMPLE_RATE): number {
  let rises = 0;
  for (let at = 1; at < samples.length; at++)
    if ((samples[at - 1] as number) < 0 && (samples[at] as number) >= 0) rises++;
  return (rises * sampleRate) / samples.length;
}

/** Root mean square, of full scale. */
export function loudness(samples: Samples): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length)) / 32_767;
}

export function joined(...parts: readonly Samples[]): Samples {
  return Int16Array.from(parts.flatMap((part) => [...part]));
}
