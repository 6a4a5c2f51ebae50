import { expect, test } from 'vitest';
import { PLAYERS, type Player } from '#audio/player-argv.ts';
import type { Speaker } from '#audio/speaker.ts';
import { openSpeaker } from '#audio/speakers/index.ts';
import { hurriedClock, MISSING_PROGRAM, program } from '../program.ts';
import { tone } from '../sound.ts';

const WORKS = program('player-that-works.mjs');
const DIES = program('player-that-dies.sh');
const HANGS = program('program-that-hangs.sh');

function openWith(
  fakes: Partial<Record<Player, string>>,
  player: Player | 'auto' = 'auto',
): Promise<Speaker> {
  const missing = Object.fromEntries(PLAYERS.map((name) => [name, MISSING_PROGRAM]));
  return openSpeaker({ kind: 'device', player }, { clock: hurriedClock, programs: { ...missing, ...fakes } });
}

const { signal } = new AbortController();

test.each<[string, Partial<Record<Player, string>>, string, RegExp]>([
  ['no player is installed', {}, 'no-program', /Install .*sox/],
  [
    'there is no loudspeaker',
    { paplay: DIES, aplay: DIES },
    'no-device',
    /aplay ended with exit code 1: no such sink/,
  ],
  ['a player hangs', { aplay: HANGS }, 'no-device', /aplay does not come to an end/],
])('when %s, that is told', async (_, fakes, code, message) => {
  const speaker = await openWith(fakes);
  await expect(speaker.play(tone(100, 440), signal)).rejects.toThrow(
    expect.objectContaining({ name: 'AudioError', code, message: expect.stringMatching(message) }),
  );
});

test('auto passes over players that are missing or die, and remembers who works', async () => {
  const speaker = await openWith({ paplay: HANGS, aplay: DIES, play: WORKS });
  await speaker.play(tone(50, 440), signal);
  const startedAt = performance.now();
  await speaker.play(tone(50, 440), signal);
  expect(performance.now() - startedAt).toBeLessThan(250);
});
