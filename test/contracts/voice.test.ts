import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import type { Speaker } from '#audio/speaker.ts';
import { openSpeaker } from '#audio/speakers/index.ts';
import { systemClock } from '#base/clock.ts';
import { VoiceOptions } from '#voice/voice.ts';
import { openVoice } from '#voice/voices/index.ts';
import { program } from '../audio/program.ts';
import { voiceContract } from './voice.ts';

const clock = systemClock;
let speaker: Speaker;
let folder: string;
beforeAll(async () => {
  speaker = await openSpeaker({ kind: 'none' }, { clock });
  folder = await mkdtemp(join(tmpdir(), 'ask-nix-voice-'));
  vi.stubEnv('PATH', `${program('festival')}:${dirname(process.execPath)}:/usr/bin:/bin`);
  vi.stubEnv('FESTIVAL_HEARD', join(folder, 'heard'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

voiceContract('espeak', () =>
  openVoice(VoiceOptions.parse({ kind: 'espeak' }), {
    speaker,
    clock,
    program: program('espeak-that-spells.mjs'),
  }),
);

voiceContract('say', () => openVoice({ kind: 'say' }, { speaker, clock }));

voiceContract('printed', () => openVoice({ kind: 'printed' }, { speaker, clock }));
