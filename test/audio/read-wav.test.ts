import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWav } from '#audio/read-wav.ts';
import { wavBytes } from '#audio/wav.ts';
import { tone } from './sound.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ask-nix-wav-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a file is read', async () => {
  const file = join(folder, 'tone.wav');
  await writeFile(file, wavBytes(tone(100, 440)));
  expect(await readWav(file)).toEqual(tone(100, 440));
});

test.each([
  [
    'that is missing',
    () => join(folder, 'no such file.wav'),
    /Cannot read .*no such file\.wav: there is no such file/,
  ],
  ['that is a folder', () => folder, /is a folder/],
  ['inside a file', () => '/dev/null/talk.wav', /Cannot read .dev.null.talk\.wav/],
  ['that never ends', () => '/dev/zero', /not an ordinary file/],
])('a file %s is unreadable, and the message names it', async (_, file, message) => {
  await expect(readWav(file())).rejects.toThrow(
    expect.objectContaining({ code: 'unreadable', message: expect.stringMatching(message) }),
  );
});

test('a file that is not a WAV is told by name', async () => {
  const file = join(folder, 'letter.wav');
  await writeFile(file, 'Dear Nix');
  await expect(readWav(file)).rejects.toThrow(/letter\.wav is not a WAV file/);
});
