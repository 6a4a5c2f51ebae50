import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWav } from '#audio/read-wav.ts';
import type { Samples } from '#audio/samples.ts';
import { readRecordedSound, soundWriter } from '#journal/recorded-sound.ts';
import { openRecording } from '#journal/recording.ts';
import { replay } from '#journal/replay.ts';
import type { Session } from '#journal/session.ts';
import { mind, recordedSession, sessionsOf } from './recorded-session.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-recording-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Sound that tells where it comes from. */
function ramp(from: number, length: number): Samples {
  return Int16Array.from({ length }, (_, index) => ((from + index) % 30_000) + 1);
}

test('sound is whole after every piece, however the program ends', async () => {
  // Never closed: as after kill -9.
  const writer = soundWriter(folder);
  for (let piece = 0; piece < 5; piece++) {
    writer.write(ramp(piece * 1600, 1600));
    expect(await readWav(join(folder, 'sound-001.wav'))).toEqual(ramp(0, (piece + 1) * 1600));
  }
});

test('a piece that was cut off at any byte leaves what was before', async () => {
  soundWriter(folder).write(ramp(0, 400));
  const file = join(folder, 'sound-001.wav');
  const whole = readFileSync(file);
  for (let length = 46; length < whole.length; length += 7) {
    writeFileSync(file, whole);
    truncateSync(file, length);
    expect((await readWav(file)).length).toBe(Math.floor((length - 44) / 2));
  }
});

test('sound goes on in another file without a gap', async () => {
  using writer = soundWriter(folder, 1000);
  for (let piece = 0; piece < 7; piece++) writer.write(ramp(piece * 350, 350));
  expect(readdirSync(folder).sort()).toEqual(['sound-001.wav', 'sound-002.wav', 'sound-003.wav']);
  expect(await readRecordedSound(folder)).toEqual(ramp(0, 2450));
});

test('while it is paused nothing of the sound is kept, and what follows keeps its place', async () => {
  using recording = openRecording(join(folder, 'one'));
  const pieces = [ramp(0, 320), ramp(320, 320), ramp(640, 320)];
  const microphone = recording.tapped({ listen: () => Readable.from(pieces) });
  let piece = 0;
  for await (const _samples of microphone.listen(new AbortController().signal)) {
    recording.pause(piece === 0);
    piece++;
    // Whole at any moment, as after kill -9.
    expect((await readRecordedSound(recording.folder)).length).toBe(piece * 320);
  }
  const kept = [...ramp(0, 320), ...new Int16Array(320), ...ramp(640, 320)];
  expect(await readRecordedSound(recording.folder)).toEqual(Int16Array.from(kept));
});

test('a pause goes on in another file, too', async () => {
  using writer = soundWriter(folder, 1000);
  writer.write(ramp(0, 500));
  writer.skip(1800);
  writer.write(ramp(2300, 200));
  const sound = await readRecordedSound(folder);
  expect(sound.length).toBe(2500);
  expect(sound.subarray(500, 2300).every((sample) => sample === 0)).toBe(true);
  expect(sound.subarray(2300)).toEqual(ramp(2300, 200));
});

test('a recording is for its owner only', async () => {
  const place = join(folder, 'new', 'session');
  using recording = openRecording(place);
  recording.journal.append({ type: 'events', session: 1, events: [] }, 1);
  const microphone = recording.tapped({
    async *listen() {
      yield ramp(0, 320);
    },
  });
  for await (const samples of microphone.listen(new AbortController().signal))
    expect(samples).toEqual(ramp(0, 320));
  expect(statSync(place).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(place)) expect(statSync(join(place, name)).mode & 0o777, name).toBe(0o600);
});

test('what is there already is never overwritten', () => {
  openRecording(join(folder, 'one')).journal.append({ type: 'events', session: 1, events: [] }, 1);
  expect(() => openRecording(join(folder, 'one'))).toThrow(/something in .*one already/);
  writeFileSync(join(folder, 'file'), '');
  expect(() => openRecording(join(folder, 'file'))).toThrow(/a file is where a folder should be/);
  mkdirSync(join(folder, 'empty'));
  expect(() => openRecording(join(folder, 'empty'))).not.toThrow();
});

test('sound that can no longer be written stops the recording once, and the microphone goes on', async () => {
  const recording = openRecording(join(folder, 'one'));
  // Somebody takes the folder away.
  rmSync(join(folder, 'one'), { recursive: true });
  const microphone = recording.tapped({
    async *listen() {
      yield ramp(0, 320);
      yield ramp(320, 320);
    },
  });
  let heard = 0;
  for await (const samples of microphone.listen(new AbortController().signal)) heard += samples.length;
  expect(heard).toBe(640);
  expect(recording.isStopped).toBe(true);
  expect(await recording.stopped).toMatchObject({ code: 'ENOENT' });
});

test('"stop listening" holds for recordings too: nobody’s words are kept until we listen again', async () => {
  const file = join(folder, 'events.jsonl');
  const overheard = { text: 'my secret is a red tulip', startMs: 20_000, endMs: 22_000 };
  const acts = ['the weather is nice', 'stop listening', overheard, overheard, 'start listening', 'help'];
  await recordedSession(file, acts, { everything: true });
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('the weather is nice');
  expect(text).not.toContain('tulip');
  const [session] = sessionsOf(file);
  const sounds = session?.happenings.map(
    (one) => one.type === 'utterance' && [one.said, 'sound' in one.heard],
  );
  expect(sounds?.filter(Boolean)).toEqual([
    ['the weather is nice', true],
    ['stop listening', true],
    ['start listening', false],
    ['help', true],
  ]);
  expect(replay(session as Session, mind).difference).toBeUndefined();
});
