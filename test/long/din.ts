import { SAMPLE_RATE, type Samples } from '#audio/samples.ts';
import { parseWav } from '#audio/wav.ts';
import { runProgram } from '#base/run-program.ts';
import { never } from '../contracts/nix.ts';
import { numbersFrom } from './random.ts';

/** Halves of white and of pink noise, at a loudness that changes each second, with blows of wind and of a door. */
export function noise(seconds: number): Samples {
  const random = numbersFrom(1);
  const sound = new Int16Array(seconds * SAMPLE_RATE);
  const rows = new Float64Array(12);
  let loudness = 0;
  for (let at = 0; at < sound.length; at++) {
    if (at % SAMPLE_RATE === 0) loudness = 500 + 12_000 * random() ** 3;
    const row = Math.min(11, Math.clz32(at & -at) ^ 31);
    if (at > 0) rows[Math.max(0, row)] = random() - 0.5;
    const pink = rows.reduce((sum, value) => sum + value, 0) / 3;
    const value = at < sound.length / 2 ? random() * 2 - 1 : pink;
    sound[at] = clipped(value * loudness * (at % 79_999 < 900 ? 3 : 1));
  }
  return sound;
}

const CHORDS = [
  [261.6, 329.6, 392.0],
  [220.0, 261.6, 329.6],
  [174.6, 220.0, 261.6],
  [196.0, 246.9, 293.7],
];

/** Chords with overtones, a melody that trembles like a voice, and a drum. */
export function music(seconds: number): Samples {
  const random = numbersFrom(2);
  const sound = new Int16Array(seconds * SAMPLE_RATE);
  const beat = SAMPLE_RATE / 2;
  let melody = 440;
  for (let at = 0; at < sound.length; at++) {
    if (at % beat === 0) melody = 220 * 2 ** (Math.floor(random() * 24) / 12);
    const time = at / SAMPLE_RATE;
    const chord = CHORDS[Math.floor(at / (4 * beat)) % CHORDS.length] ?? [];
    let value = 0;
    for (const hertz of chord) for (const part of [1, 2, 3]) value += tone(hertz * part, time) / part / 6;
    const trembling = melody * (1 + 0.01 * Math.sin(2 * Math.PI * 5.5 * time));
    for (const part of [1, 2, 3, 4, 5]) value += tone(trembling * part, time) / part / 4;
    value += (random() - 0.5) * Math.exp(-(at % beat) / 800);
    sound[at] = clipped(value * 7000);
  }
  return sound;
}

function tone(hertz: number, seconds: number): number {
  return Math.sin(2 * Math.PI * hertz * seconds);
}

/** What everybody in the room talks about: nearly all that can be said to us. */
const TALK = [
  'Install firefox. Yes. Remove gimp, yes do it. Go ahead.',
  'Hey nix. Roll back. Yes. Yes do it. Confirm.',
  'Collect the garbage. Delete them. Yes, delete them.',
  'Update the system. Go ahead. Hey nix, yes.',
  'Undo the last change. Yes do it. Rebuild the system. Go ahead.',
  'Delete the old generations. Delete them. Confirm. Roll back to generation forty one. Yes.',
];
const VOICES = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'f1', 'f2', 'f3', 'f4', 'f5', 'croak'];

/** `count` voices at once, each saying all of that over and over, at its own pace and pitch and from its own distance. */
export async function crowd(count: number, seconds: number): Promise<Samples> {
  const random = numbersFrom(3);
  const mix = new Float32Array(seconds * SAMPLE_RATE);
  for (let speaker = 0; speaker < count; speaker++) {
    const said = await spoken(speaker);
    const loudness = (0.3 + random()) * (2 / Math.sqrt(count));
    const start = Math.floor(random() * said.length);
    for (let at = 0; at < mix.length; at++) {
      mix[at] = (mix[at] ?? 0) + loudness * (said[(start + at) % said.length] ?? 0);
    }
  }
  return Int16Array.from(mix, clipped);
}

async function spoken(speaker: number): Promise<Samples> {
  const voice = `en+${VOICES[speaker % VOICES.length]}`;
  const text = [...TALK.slice(speaker % TALK.length), ...TALK.slice(0, speaker % TALK.length)].join(' ');
  const pace = ['-s', String(130 + ((speaker * 7) % 60)), '-p', String(20 + ((speaker * 11) % 60))];
  const { stdout, exitCode } = await runProgram(['espeak-ng', '-v', voice, ...pace, '--stdout'], text, never);
  if (exitCode !== 0) throw new Error('espeak-ng is needed to make voices');
  return parseWav(stdout);
}

function clipped(value: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(value)));
}
