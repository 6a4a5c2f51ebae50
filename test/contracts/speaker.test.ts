import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openSpeaker } from '#audio/speakers/index.ts';
import { systemClock } from '#base/clock.ts';
import { program } from '../audio/program.ts';
import { speakerContract } from './speaker.ts';

const clock = systemClock;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ask-nix-speaker-'));
});
afterAll(() => rm(folder, { recursive: true }));

speakerContract('device', { isTimed: true }, () =>
  openSpeaker(
    { kind: 'device', player: 'paplay' },
    { clock, programs: { paplay: program('player-that-works.mjs') } },
  ),
);

speakerContract('wav', { isTimed: true }, () =>
  openSpeaker({ kind: 'wav', file: join(folder, 'said.wav') }, { clock }),
);

speakerContract('none', { isTimed: false }, () => openSpeaker({ kind: 'none' }, { clock }));
