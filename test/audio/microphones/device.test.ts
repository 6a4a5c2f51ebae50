import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { MicrophoneNotice, MicrophoneOptions } from '#audio/microphone.ts';
import { openMicrophone } from '#audio/microphones/index.ts';
import { RECORDERS } from '#audio/recorder-argv.ts';
import type { Samples } from '#audio/samples.ts';
import { eventually, hurriedClock, isAlive, MISSING_PROGRAM, program } from '../program.ts';
import { loudness, pitch } from '../sound.ts';

type Recorder = Extract<MicrophoneOptions, { kind: 'device' }>['recorder'];
type Fakes = Partial<Record<Exclude<Recorder, 'auto'>, string>>;

const TONE = program('recorder-of-a-tone.mjs');
const DEAF = program('recorder-deaf-to-sigterm.mjs');
const DIES = program('recorder-that-dies.sh');
const DIES_LATER = program('recorder-that-dies-later.sh');
const SILENT = program('program-that-hangs.sh');

async function* listen(
  recorder: Recorder,
  fakes: Fakes,
  signal: AbortSignal,
  tell: (notice: MicrophoneNotice) => void = () => {},
): AsyncGenerator<Samples> {
  const missing = Object.fromEntries(
    [...RECORDERS, 'pactl', 'pw-dump'].map((name) => [name, MISSING_PROGRAM]),
  );
  const dependencies = {
    clock: hurriedClock,
    stdin: Readable.from([]),
    programs: { ...missing, ...fakes },
    tell,
  };
  yield* (await openMicrophone({ kind: 'device', recorder }, dependencies)).listen(signal);
}

/** The fake recorders' first two samples. */
function pidIn(first: Samples): number {
  return (first[0] as number & 0xffff) + (first[1] as number) * 65_536;
}

const patience = () => AbortSignal.timeout(10_000);

test('with no recorder at all it says what to install', async () => {
  await expect(Array.fromAsync(listen('auto', {}, patience()))).rejects.toThrow(
    expect.objectContaining({
      name: 'AudioError',
      code: 'no-program',
      message: expect.stringMatching(/Install .*sox/),
    }),
  );
});

test.each<[string, Fakes, string, RegExp]>([
  ['is missing', {}, 'no-program', /parec not found/],
  ['dies at once', { parec: DIES }, 'no-device', /parec ended with exit code 1: cannot open the microphone/],
  ['delivers nothing', { parec: SILENT }, 'stream-broke', /parec delivers nothing/],
  [
    'is no program',
    { parec: import.meta.filename },
    'no-device',
    /parec (cannot be started|ended with exit code)/,
  ],
])('a recorder that %s is told with a next step', async (_, fakes, code, message) => {
  await expect(Array.fromAsync(listen('parec', fakes, patience()))).rejects.toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
});

test('auto passes over recorders that are missing, die or deliver nothing', async () => {
  const fakes: Fakes = { parec: DIES, arecord: SILENT, sox: TONE };
  const heard: number[] = [];
  for await (const piece of listen('auto', fakes, patience())) {
    heard.push(...piece);
    if (heard.length > 8_000) break;
  }
  expect(pitch(Int16Array.from(heard.slice(2)))).toBeCloseTo(440, -1);
});

test.each([
  ['stops when told', TONE],
  ['is deaf to SIGTERM', DEAF],
])('no process is left behind by a recorder that %s', async (_, recorder) => {
  const controller = new AbortController();
  let pid = 0;
  for await (const piece of listen('parec', { parec: recorder }, controller.signal)) {
    pid ||= pidIn(piece);
    controller.abort();
  }
  expect(pid).toBeGreaterThan(1);
  expect(isAlive(pid)).toBe(false);
});

test('no process is left behind when the listener just stops listening', async () => {
  let pid = 0;
  for await (const piece of listen('parec', { parec: TONE }, patience())) {
    pid = pidIn(piece);
    break;
  }
  await eventually(() => !isAlive(pid));
});

test('a recorder that is killed is started again and heard again', async () => {
  const pids: number[] = [];
  for await (const piece of listen('parec', { parec: TONE }, patience())) {
    const pid = pidIn(piece);
    if (piece.length < 320 || pids.length === 0 || pid !== pids[0]) pids.push(pid);
    if (pids.length === 1) process.kill(pid, 'SIGKILL');
    if (pids.length > 1) break;
  }
  expect(pids).toHaveLength(2);
});

test('a recorder that keeps dying is told once, and tried for as long as it takes', async () => {
  const notices: MicrophoneNotice[] = [];
  const controller = new AbortController();
  let heardAfter = 0;
  for await (const _ of listen('parec', { parec: DIES_LATER }, controller.signal, (one) =>
    notices.push(one),
  )) {
    if (notices.length > 1 && ++heardAfter > 5) controller.abort();
  }
  expect(notices.map(({ type }) => type)).toEqual(['lost', 'back']);
  expect(notices[0]?.message).toMatch(
    /went away \(parec ended with exit code 1: the microphone was unplugged\)/,
  );
});

test('a recorder whose child keeps its pipes open is no burden', async () => {
  const controller = new AbortController();
  for await (const _ of listen('parec', { parec: program('recorder-with-a-child.sh') }, controller.signal))
    controller.abort();
});

test.each<[string, Recorder, Fakes]>([
  ['a card that can only do 48 kHz stereo', 'arecord', { arecord: program('recorder-of-a-card.mjs') }],
  [
    'a card that silently records at another rate',
    'arecord',
    { arecord: program('recorder-of-an-inexact-card.mjs') },
  ],
  [
    'a PipeWire that does not know --raw',
    'pw-record',
    { 'pw-record': program('recorder-of-an-old-pipewire.mjs') },
  ],
])('%s is heard as it is', async (_, recorder, fakes) => {
  const heard: number[] = [];
  for await (const piece of listen(recorder, fakes, patience())) {
    heard.push(...piece);
    if (heard.length > 8_000) break;
  }
  const sound = Int16Array.from(heard.slice(1_000));
  expect(pitch(sound)).toBeCloseTo(440, -1);
  expect(loudness(sound)).toBeCloseTo((16_000 / 32_767) * Math.SQRT1_2, 1);
});
