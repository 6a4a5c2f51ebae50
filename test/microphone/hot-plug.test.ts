import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { listMicrophones, listSpeakers } from '#audio/list-devices.ts';
import type { MicrophoneNotice } from '#audio/microphone.ts';
import { openMicrophone } from '#audio/microphones/index.ts';
import type { Samples } from '#audio/samples.ts';
import { openSpeaker } from '#audio/speakers/index.ts';
import { systemClock } from '#base/clock.ts';
import { runProgram } from '#base/run-program.ts';
import { joined, pitch, tone } from '../audio/sound.ts';
import { type SoundServer, startSoundServer } from './sound-server.ts';

const clock = systemClock;
const patience = () => AbortSignal.timeout(20_000);
let server: SoundServer;
beforeAll(async () => {
  server = await startSoundServer();
  vi.stubEnv('PULSE_SERVER', server.address);
  vi.stubEnv('HOME', server.folder);
  vi.stubEnv('XDG_RUNTIME_DIR', server.folder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server[Symbol.asyncDispose]();
});

async function pactl(...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram(['pactl', ...args], '', patience());
  if (exitCode !== 0) throw new Error(`pactl ${args.join(' ')}: ${stderr}`);
  return stdout.toString('utf8').trim();
}

/** A room with a sound of its own, and a microphone in it. */
async function plugIn(id: string, name: string): Promise<AsyncDisposable> {
  const sink = await pactl(
    'load-module',
    'module-null-sink',
    `sink_name=${id}_room`,
    'rate=48000',
    'norewinds=1',
  );
  const source = await pactl(
    'load-module',
    'module-remap-source',
    `master=${id}_room.monitor`,
    `source_name=${id}`,
    `source_properties='device.description="${name}"'`,
  );
  return {
    async [Symbol.asyncDispose]() {
      await pactl('unload-module', source);
      await pactl('unload-module', sink);
    },
  };
}

/** Plays until `signal` is aborted. */
async function sounding(room: string, hertz: number, signal: AbortSignal): Promise<void> {
  const pcm = tone(20_000, hertz);
  const bytes = new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  const argv = [
    'paplay',
    '--raw',
    '--format=s16le',
    '--rate=16000',
    '--channels=1',
    `--device=${room}_room`,
  ] as const;
  await runProgram(argv, bytes, signal).catch(() => {});
}

/** What is heard, a quarter of a second at a time, as its pitch. */
async function* listen(device: string | undefined, notices: MicrophoneNotice[]): AsyncGenerator<number> {
  const microphone = await openMicrophone(
    { kind: 'device', recorder: 'parec', ...(device && { device }) },
    { clock, stdin: new PassThrough(), tell: (notice) => notices.push(notice) },
  );
  let heard: Samples = new Int16Array();
  for await (const piece of microphone.listen(patience())) {
    heard = joined(heard, piece);
    if (heard.length < 4_000) continue;
    yield Math.round(pitch(heard) / 100) * 100;
    heard = new Int16Array();
  }
}

async function until(heard: AsyncGenerator<number>, hertz: number): Promise<void> {
  const pitches: number[] = [];
  for (let tries = 0; tries < 60; tries++) {
    const { value } = await heard.next();
    if (value === hertz) return;
    pitches.push(value);
  }
  throw new Error(`never heard ${hertz} Hz, but ${pitches.join(', ')}`);
}

test('microphones are listed with names as people say them, and without the monitors of loudspeakers', async () => {
  await using _one = await plugIn('yeti', 'Blue Yeti Analog Stereo');
  await using _two = await plugIn('laptop', 'Audio interne Stéréo');
  await pactl('set-default-source', 'laptop');
  expect(await listMicrophones('parec', patience())).toEqual([
    { id: 'yeti', name: 'Blue Yeti', isDefault: false, recorder: 'parec' },
    { id: 'laptop', name: 'Audio interne Stéréo', isDefault: true, recorder: 'parec' },
  ]);
  expect((await listSpeakers(patience())).map(({ id }) => id)).toContain('yeti_room');
});

test('the default is followed when it changes', async () => {
  await using _one = await plugIn('yeti', 'Blue Yeti');
  await using _two = await plugIn('laptop', 'Laptop');
  const over = new AbortController();
  const sounds = [sounding('yeti', 500, over.signal), sounding('laptop', 900, over.signal)];
  const notices: MicrophoneNotice[] = [];
  await pactl('set-default-source', 'yeti');
  const heard = listen(undefined, notices);
  await until(heard, 500);
  await pactl('set-default-source', 'laptop');
  await until(heard, 900);
  await pactl('set-default-source', 'yeti');
  await until(heard, 500);
  expect(notices).toEqual([]);
  await heard.return(undefined);
  over.abort();
  await Promise.all(sounds);
});

test('a chosen microphone that is unplugged is replaced, and heard again when it is plugged in', async () => {
  await using _laptop = await plugIn('laptop', 'Laptop');
  const over = new AbortController();
  const notices: MicrophoneNotice[] = [];
  const yeti = await plugIn('yeti', 'Blue Yeti');
  const sounds = [sounding('yeti', 500, over.signal), sounding('laptop', 900, over.signal)];
  await pactl('set-default-source', 'laptop');
  const heard = listen('the yeti', notices);
  await until(heard, 500);
  await yeti[Symbol.asyncDispose]();
  await until(heard, 900);
  expect(notices.map(({ message }) => message)).toEqual([
    'Blue Yeti went away. I listen to Laptop until it is back.',
  ]);
  await using _again = await plugIn('yeti', 'Blue Yeti');
  sounds.push(sounding('yeti', 500, over.signal));
  await until(heard, 500);
  expect(notices.slice(1).map(({ message }) => message)).toEqual(['I listen to Blue Yeti again.']);
  await heard.return(undefined);
  over.abort();
  await Promise.all(sounds);
});

test('when the last microphone is unplugged, the loudspeaker is not heard in its place', async () => {
  const over = new AbortController();
  const notices: MicrophoneNotice[] = [];
  const speaker = await openSpeaker({ kind: 'device', player: 'paplay' }, { clock });
  const yeti = await plugIn('yeti', 'Blue Yeti');
  const sounds = [sounding('yeti', 500, over.signal)];
  await pactl('set-default-source', 'yeti');
  const heard = listen(undefined, notices);
  await until(heard, 500);
  await yeti[Symbol.asyncDispose]();
  const talking = speaker.play(tone(3_000, 1_300), over.signal).catch(() => {});
  const next = until(heard, 700);
  await sleep(2_500);
  expect(notices.map(({ type }) => type)).toEqual(['lost']);
  await using _again = await plugIn('yeti', 'Blue Yeti');
  sounds.push(sounding('yeti', 700, over.signal));
  await next;
  expect(notices.map(({ type }) => type)).toEqual(['lost', 'back']);
  await heard.return(undefined);
  over.abort();
  await Promise.all([talking, ...sounds]);
});
