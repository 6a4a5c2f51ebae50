import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll } from 'vitest';
import { openMicrophone, openQueuedMicrophone } from '#audio/microphones/index.ts';
import { wavBytes } from '#audio/wav.ts';
import { systemClock } from '#base/clock.ts';
import { program } from '../audio/program.ts';
import { tone } from '../audio/sound.ts';
import { microphoneContract } from './microphone.ts';

const clock = systemClock;
const stdin = Readable.from([]);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ask-nix-microphone-'));
  await writeFile(join(folder, 'tone.wav'), wavBytes(tone(400, 440)));
});
afterAll(() => rm(folder, { recursive: true }));

microphoneContract('device', () =>
  openMicrophone(
    { kind: 'device', recorder: 'parec' },
    { clock, stdin, programs: { parec: program('recorder-of-a-tone.mjs') } },
  ),
);

microphoneContract('wav', () =>
  openMicrophone({ kind: 'wav', file: join(folder, 'tone.wav') }, { clock, stdin }),
);

microphoneContract('stdin', () => {
  const pipe = new PassThrough();
  const bytes = Buffer.from(tone(400, 440).buffer);
  pipe.write(bytes.subarray(0, 4_001));
  pipe.write(bytes.subarray(4_001));
  return openMicrophone({ kind: 'stdin' }, { clock, stdin: pipe });
});

microphoneContract('queued', async () => {
  const microphone = await openQueuedMicrophone({ clock });
  microphone.say(tone(400, 440));
  return microphone;
});
