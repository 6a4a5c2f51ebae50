import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWav } from '#audio/read-wav.ts';
import { silence } from '#audio/samples.ts';
import { openSpeaker } from '#audio/speakers/index.ts';
import { VirtualClock } from '#base/virtual-clock.ts';
import { joined, tone } from '../sound.ts';

const { signal } = new AbortController();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ask-nix-said-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('what is said lies in the file at the time at which it was said', async () => {
  const file = join(folder, 'said.wav');
  const clock = new VirtualClock(1_000_000);
  using _hold = clock.hold();
  const speaker = await openSpeaker({ kind: 'wav', file }, { clock });
  await clock.sleep(500, signal);
  await speaker.play(tone(200, 440), signal);
  expect(clock.now()).toBe(1_000_700);
  expect(await readWav(file), 'whole after each utterance').toEqual(joined(silence(500), tone(200, 440)));
  await clock.sleep(1_000, signal);
  await speaker.play(tone(100, 880), signal);
  expect(await readWav(file)).toEqual(joined(silence(500), tone(200, 440), silence(1_000), tone(100, 880)));
  expect((await readFile(file)).readUInt32LE(40)).toBe(1_800 * 32);
});

test('of a sound that was cut off only the part that was heard is written', async () => {
  const file = join(folder, 'cut.wav');
  const clock = new VirtualClock(0);
  using _hold = clock.hold();
  const speaker = await openSpeaker({ kind: 'wav', file }, { clock });
  const controller = new AbortController();
  const reason = new Error('enough');
  const later = (async () => {
    using _own = clock.hold();
    await clock.sleep(300, signal);
    controller.abort(reason);
  })();
  await expect(speaker.play(tone(2_000, 440), controller.signal)).rejects.toBe(reason);
  await later;
  expect(await readWav(file)).toEqual(tone(300, 440));
});

test.each([
  ['in a folder that is not there', 'nowhere/said.wav', /no such folder/],
  ['that is a folder', '', /it is a folder/],
])('a file %s is refused at once, by name', async (_, name, message) => {
  const file = join(folder, name);
  const opened = openSpeaker({ kind: 'wav', file }, { clock: new VirtualClock(0) });
  await expect(opened).rejects.toThrow(
    expect.objectContaining({ name: 'AudioError', message: expect.stringMatching(message) }),
  );
  await expect(opened).rejects.toThrow(file);
});

test('a full disk is told in a sentence', async () => {
  const opened = openSpeaker({ kind: 'wav', file: '/dev/full' }, { clock: new VirtualClock(0) });
  await expect(opened).rejects.toThrow(/the disk is full/);
});
