import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MicrophoneNotice, MicrophoneOptions } from '#audio/microphone.ts';
import { openMicrophone } from '#audio/microphones/index.ts';
import type { Samples } from '#audio/samples.ts';
import { childrenOf } from '../../programs/children-of.ts';
import { hurriedClock, MISSING_PROGRAM, program } from '../program.ts';
import { joined, pitch } from '../sound.ts';

/** A folder with a pactl that tells of what is plugged in. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-hot-plug-'));
  writeFileSync(join(folder, 'pactl'), '#!/bin/sh\ncat "$(dirname "$0")/$*"\n');
  chmodSync(join(folder, 'pactl'), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

function plugIn(...names: readonly string[]): void {
  const sources = names.map((name, at) => `Source #${at}\n\tName: id-of-${name}\n\tDescription: ${name}\n`);
  writeFileSync(join(folder, 'list sources'), sources.join('\n'));
  writeFileSync(join(folder, 'info'), `Default Source: id-of-${names[0]}\n`);
}

/** What is heard, half a second at a time: the pitch tells the default (440 Hz) from a device by name (880 Hz). */
async function* listen(device: string | undefined, notices: MicrophoneNotice[]): AsyncGenerator<number> {
  const options: MicrophoneOptions = { kind: 'device', recorder: 'parec', ...(device && { device }) };
  const microphone = await openMicrophone(options, {
    clock: hurriedClock,
    stdin: Readable.from([]),
    programs: { pactl: join(folder, 'pactl'), parec: program('recorder-of-devices.mjs') },
    tell: (notice) => notices.push(notice),
  });
  let heard: Samples = new Int16Array();
  for await (const piece of microphone.listen(AbortSignal.timeout(10_000))) {
    heard = joined(heard, piece);
    if (heard.length < 4_000) continue;
    yield Math.round(pitch(heard) / 440) * 440;
    heard = new Int16Array();
  }
}

/** As when its device is gone. */
function killRecorder(): void {
  for (const pid of childrenOf(process.pid)) process.kill(pid, 'SIGKILL');
}

async function until(heard: AsyncGenerator<number>, hertz: number): Promise<void> {
  for (let tries = 0; tries < 40; tries++) if ((await heard.next()).value === hertz) return;
  throw new Error(`never heard ${hertz} Hz`);
}

test('a chosen microphone that goes away is replaced, and used again when it is back; each is told once', async () => {
  const notices: MicrophoneNotice[] = [];
  plugIn('Laptop', 'Blue Yeti');
  const heard = listen('yeti', notices);
  await until(heard, 880);
  plugIn('Laptop');
  killRecorder();
  await until(heard, 440);
  expect(notices).toEqual([
    { type: 'replaced', message: 'Blue Yeti went away. I listen to Laptop until it is back.' },
  ]);
  plugIn('Laptop', 'Blue Yeti');
  await until(heard, 880);
  expect(notices.slice(1)).toEqual([{ type: 'back', message: 'I listen to Blue Yeti again.' }]);
  await heard.return(undefined);
});

test('chosen by number, it stays the same when others come and go', async () => {
  const notices: MicrophoneNotice[] = [];
  plugIn('Laptop', 'Blue Yeti');
  const heard = listen('2', notices);
  await until(heard, 880);
  plugIn('Blue Yeti', 'Webcam');
  killRecorder();
  await until(heard, 880);
  expect(notices).toEqual([]);
  await heard.return(undefined);
});

test('while there is no microphone at all it is waited for', async () => {
  const notices: MicrophoneNotice[] = [];
  plugIn('Laptop');
  const heard = listen(undefined, notices);
  await until(heard, 440);
  plugIn();
  killRecorder();
  const next = heard.next();
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(notices.map(({ type }) => type)).toEqual(['lost']);
  expect(notices[0]?.message).toMatch(/went away\. Plug it in/);
  plugIn('Webcam');
  await next;
  await until(heard, 440);
  expect(notices.map(({ type }) => type)).toEqual(['lost', 'back']);
  await heard.return(undefined);
});

test.each([
  ['rode', /no microphone "rode".*1\. Laptop; 2\. Blue Yeti; 3\. Blue Snowball/],
  ['7', /no microphone "7"/],
  ['blue', /"blue" fits several microphones: 2\. Blue Yeti; 3\. Blue Snowball/],
])('choosing "%s" tells what there is', async (choice, message) => {
  plugIn('Laptop', 'Blue Yeti', 'Blue Snowball');
  await expect(listen(choice, []).next()).rejects.toThrow(
    expect.objectContaining({
      name: 'AudioError',
      code: 'no-device',
      message: expect.stringMatching(message),
    }),
  );
});

test.each(['id-of-Blue Yeti', 'default', ' 1 ', 'BLUE-yeti!'])('"%s" can be chosen', async (choice) => {
  plugIn('Blue Yeti');
  const heard = listen(choice, []);
  await until(heard, choice === 'default' ? 440 : 880);
  await heard.return(undefined);
});

test('where nobody tells what there is, the choice is given to the recorder as it is', async () => {
  const heard = listen('alsa_input.odd', []);
  writeFileSync(join(folder, 'pactl'), `#!${MISSING_PROGRAM}\n`);
  await until(heard, 880);
  await heard.return(undefined);
});
