import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { openVoice } from '#voice/voices/index.ts';
import { program } from '../../audio/program.ts';
import { NASTY_TEXTS } from '../../contracts/voice.ts';

const NODE = dirname(process.execPath);
const speaker = { audible: false, play: async () => {} };
const { signal } = new AbortController();
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ask-nix-festival-'));
  vi.stubEnv('FESTIVAL_HEARD', join(folder, 'heard'));
  vi.stubEnv('PATH', `${program('festival')}:${NODE}:/usr/bin:/bin`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function heard(): Promise<string[]> {
  return (await readFile(join(folder, 'heard'), 'utf8')).trim().split('\n');
}

test('Festival is told one Scheme expression per piece, with text in it and nothing else', async () => {
  const voice = await openVoice({ kind: 'say' }, { speaker, clock: systemClock });
  await voice.say('Done. You’re on 41. ") (system "reboot") (SayText "', { urgency: 'message' }, signal);
  expect(await heard()).toEqual(['(SayText "Done.")', `(SayText "You're on 41. system reboot SayText")`]);
});

test.each(NASTY_TEXTS)('%s never leaves the string', async (_, text) => {
  const voice = await openVoice({ kind: 'say' }, { speaker, clock: systemClock });
  await voice.say(`x ${text}`, { urgency: 'message' }, signal);
  for (const expression of await heard()) expect(expression).toMatch(/^\(SayText "[^"\\()]*"\)$/);
});

test('without Festival it says so and nothing dies', async () => {
  vi.stubEnv('PATH', '/nowhere');
  const voice = await openVoice({ kind: 'say' }, { speaker, clock: systemClock });
  await expect(voice.say('Hello.', { urgency: 'message' }, signal)).rejects.toThrow(
    expect.objectContaining({ name: 'VoiceError', code: 'no-program' }),
  );
});
