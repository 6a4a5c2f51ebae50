import type { Clock } from '#base/clock.ts';
import { isAbort } from '#base/errors.ts';
import type { Microphone } from './microphone.ts';
import type { Samples } from './samples.ts';
import { createVoiceActivity, FRAME_MS } from './voice-activity.ts';

export interface Level {
  readonly verdict: 'good' | 'quiet' | 'clipping' | 'silent' | 'noisy';
  /** Decibels of full scale, so at most 0, as the others. */
  readonly peakDb: number;
  /** Root mean square of the frames in which somebody speaks; undefined when nobody does. */
  readonly speechDb: number | undefined;
  /** Root mean square of the quietest tenth: the room, and the microphone itself. */
  readonly noiseDb: number;
}

/** Even the quietest room moves a live microphone by more than two steps of 16 bits; a muted one gives zeros. */
const SILENT_PEAK = 2 / 32_768;
/** Measured with our recordings: at -40 dB as much is recognized as at -20, at -45 a little less, at -50 half. */
const QUIET_DB = -42;
/** With white noise 25 dB below the voice next to nothing is lost, with 15 dB a quarter of the commands. */
const NOISY_DB = 15;
/** Noise so loud that nobody could be told from it, when nobody was. */
const LOUD_ROOM_DB = -40;
/** A wave that is cut off stays at its end; one sample there is just a loud one. */
const CLIPPED_PEAK = 0.985;
const CLIPPED_RUN = 3;
const CLIPPED_SHARE = 0.001;
const FRAME_SAMPLES = 16 * FRAME_MS;

/** `speech`: for each whole frame of 20 ms, whether somebody speaks. */
export function levelOf(samples: Samples, speech: readonly boolean[]): Level {
  const powers = speech.map((_, at) => power(samples.subarray(at * FRAME_SAMPLES, (at + 1) * FRAME_SAMPLES)));
  const spoken = powers.filter((_, at) => speech[at]);
  const quietest = [...powers].sort((a, b) => a - b).slice(0, Math.ceil(powers.length / 10));
  const offset = mean(samples);
  const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value - offset)), 0) / 32_768;
  const levels = {
    peakDb: decibels(peak ** 2),
    speechDb: spoken.length > 0 ? decibels(mean(spoken)) : undefined,
    noiseDb: decibels(mean(quietest)),
  };
  return { verdict: verdictOn(levels, peak <= SILENT_PEAK, clippedShare(samples)), ...levels };
}

function verdictOn(
  { speechDb, noiseDb }: Omit<Level, 'verdict'>,
  isSilent: boolean,
  clipped: number,
): Level['verdict'] {
  if (isSilent) return 'silent';
  if (clipped > CLIPPED_SHARE) return 'clipping';
  if (speechDb === undefined) return noiseDb > LOUD_ROOM_DB ? 'noisy' : 'quiet';
  if (speechDb - noiseDb < NOISY_DB) return 'noisy';
  return speechDb < QUIET_DB ? 'quiet' : 'good';
}

/** How much of the sound lies in runs of samples at either end of the scale. */
function clippedShare(samples: Samples): number {
  let clipped = 0;
  let run = 0;
  for (const value of samples) {
    run = Math.abs(value) >= CLIPPED_PEAK * 32_768 ? run + 1 : 0;
    if (run === CLIPPED_RUN) clipped += CLIPPED_RUN;
    else if (run > CLIPPED_RUN) clipped++;
  }
  return clipped / Math.max(1, samples.length);
}

/** Without what stands still: the constant voltage of a cheap card is no sound. */
function power(frame: Samples): number {
  const offset = mean(frame);
  let sum = 0;
  for (const value of frame) sum += ((value - offset) / 32_768) ** 2;
  return sum / Math.max(1, frame.length);
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] as number;
  return sum / Math.max(1, values.length);
}

/** No lower than what 16 bits can tell. */
function decibels(power: number): number {
  return Math.max(-100, 10 * Math.log10(power + 1e-12));
}

/** Listens for `ms` of sound, while somebody should speak, and not much longer. Throws what the microphone throws. */
export async function checkLevel(
  microphone: Microphone,
  clock: Clock,
  ms: number,
  signal: AbortSignal,
): Promise<Level> {
  using activity = await createVoiceActivity();
  const heard: number[] = [];
  const speech: boolean[] = [];
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  const late = stopAfter(ms + LATE_MS, clock, over, until);
  try {
    for await (const piece of microphone.listen(until)) {
      for (const value of piece) heard.push(value);
      speech.push(...activity.process(piece));
      if (heard.length >= ms * 16) break;
    }
  } finally {
    over.abort(new Error('enough was heard'));
    await late;
  }
  signal.throwIfAborted();
  return levelOf(Int16Array.from(heard), speech);
}

/** A microphone that falls silent gives no piece at which it could be noticed that time is up. */
async function stopAfter(ms: number, clock: Clock, over: AbortController, until: AbortSignal): Promise<void> {
  // `sleep` lets go of one hold; the caller's is not ours to let go.
  using _hold = clock.hold();
  try {
    await clock.sleep(ms, until);
    over.abort(new Error('it took too long'));
  } catch (error) {
    if (!isAbort(error, until)) throw error;
  }
}

/** What to tell a person, with what they can do about it. */
export function levelInWords({ verdict, speechDb }: Level): string {
  switch (verdict) {
    case 'good':
      return 'I hear you well.';
    case 'quiet':
      return speechDb === undefined
        ? 'I heard nobody speak. Speak while I listen, come closer, or turn the microphone up.'
        : 'You are too quiet. Come closer, or turn the microphone up.';
    case 'clipping':
      return 'You are too loud for the microphone: the sound is cut off. Turn the microphone down, or move away a little.';
    case 'noisy':
      return 'It is too loud around you. Come closer to the microphone, or turn off what makes the noise.';
    case 'silent':
      return 'The microphone gives nothing but silence. It may be muted, by a switch on it or in the sound settings.';
  }
}

/** A recorder takes a while to start. */
const LATE_MS = 3_000;
