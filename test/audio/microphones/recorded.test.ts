import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMicrophone, openQueuedMicrophone } from '#audio/microphones/index.ts';
import { durationMs, type Samples, silence } from '#audio/samples.ts';
import { wavBytes } from '#audio/wav.ts';
import { VirtualClock } from '#base/virtual-clock.ts';
import { joined, loudness, pitch, tone } from '../sound.ts';

const stdin = Readable.from([]);
const { signal } = new AbortController();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ask-nix-recorded-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a file of 20 seconds is heard in its own time, and at once on a virtual clock', async () => {
  const file = join(folder, 'long.wav');
  const sound = tone(20_000, 440);
  await writeFile(file, wavBytes(sound));
  const clock = new VirtualClock(0);
  using _hold = clock.hold();
  const microphone = await openMicrophone({ kind: 'wav', file }, { clock, stdin });
  const startedAt = performance.now();
  const heard: Samples[] = [];
  for await (const piece of microphone.listen(signal)) {
    heard.push(piece);
    expect(clock.now()).toBe(heard.length * 100);
  }
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect(joined(...heard)).toEqual(joined(sound, silence(1_500)));
});

test.each([
  ['missing', 'no-such.wav', 'unreadable'],
  ['not a WAV file', 'text.wav', 'bad-format'],
])('a file that is %s is told when it is opened', async (_, name, code) => {
  await writeFile(join(folder, 'text.wav'), 'not sound at all');
  const opened = openMicrophone(
    { kind: 'wav', file: join(folder, name) },
    { clock: new VirtualClock(0), stdin },
  );
  await expect(opened).rejects.toThrow(
    expect.objectContaining({ name: 'AudioError', code, message: expect.stringContaining(name) }),
  );
});

test('raw sound from a pipe is heard whole, however it is cut', async () => {
  const sound = tone(500, 440);
  const bytes = Buffer.from(sound.buffer);
  const cuts = [0, 1, 2, 5, 3_000, 3_001, 9_999, bytes.length];
  const pipe = Readable.from(cuts.slice(1).map((end, at) => bytes.subarray(cuts[at], end)));
  const microphone = await openMicrophone({ kind: 'stdin' }, { clock: new VirtualClock(0), stdin: pipe });
  const heard = (await Array.fromAsync(microphone.listen(signal))).filter(({ length }) => length > 0);
  expect(joined(...heard)).toEqual(sound);
});

test.each([
  ['44.1 kHz', 44_100],
  ['8 kHz', 8_000],
])('a WAV stream of %s from a pipe is heard, however it is cut', async (_, hertz) => {
  const bytes = Buffer.from(wavBytes(tone(500, 440, 0.5, hertz), hertz));
  const cuts = [0, 1, 13, 43, 44, 45, 3_001, bytes.length];
  const pipe = Readable.from([
    ...cuts.slice(1).map((end, at) => bytes.subarray(cuts[at], end)),
    Buffer.from('LIST\u0004\0\0\0junk'),
  ]);
  const microphone = await openMicrophone({ kind: 'stdin' }, { clock: new VirtualClock(0), stdin: pipe });
  const heard = joined(...(await Array.fromAsync(microphone.listen(signal))));
  expect(durationMs(heard)).toBeGreaterThan(480);
  expect(durationMs(heard)).toBeLessThanOrEqual(501);
  expect(pitch(heard)).toBeCloseTo(440, -1);
});

test.each<[string, (bytes: Buffer) => void]>([
  ['is compressed', (bytes) => bytes.writeUInt16LE(7, 20)],
  ['never comes to its sound', (bytes) => bytes.writeUInt32LE(0xffff_fff0, 16)],
])('a WAV stream that %s is refused', async (_, damage) => {
  const bytes = Buffer.from(wavBytes(tone(500, 440)));
  damage(bytes);
  const pipe = Readable.from([bytes, Buffer.alloc(1_100_000)]);
  const microphone = await openMicrophone({ kind: 'stdin' }, { clock: new VirtualClock(0), stdin: pipe });
  await expect(Array.fromAsync(microphone.listen(signal))).rejects.toThrow(
    expect.objectContaining({ code: 'bad-format', message: expect.stringContaining('standard input') }),
  );
});

test('a pipe that breaks is an error', async () => {
  const pipe = new PassThrough();
  const microphone = await openMicrophone({ kind: 'stdin' }, { clock: new VirtualClock(0), stdin: pipe });
  const heard = Array.fromAsync(microphone.listen(signal));
  pipe.destroy(new Error('EIO'));
  await expect(heard).rejects.toThrow(expect.objectContaining({ code: 'stream-broke' }));
});

test('a queued microphone hears silence until it is told something, and ends after the last of it', async () => {
  const clock = new VirtualClock(0);
  using _hold = clock.hold();
  const microphone = await openQueuedMicrophone({ clock });
  const loud: boolean[] = [];
  for await (const piece of microphone.listen(signal)) {
    loud.push(loudness(piece) > 0.1);
    expect(durationMs(piece)).toBe(100);
    if (loud.length === 3) microphone.say(tone(200, 440));
    if (loud.length === 7) {
      microphone.say(tone(100, 880));
      microphone.close();
    }
  }
  expect(loud.map(Number).join('')).toBe('00011001');
});
