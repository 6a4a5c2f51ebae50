import { expect, test } from 'vitest';
import type { Samples } from '#audio/samples.ts';
import type { Speaker } from '#audio/speaker.ts';
import { systemClock } from '#base/clock.ts';
import { AudioError } from '#base/errors.ts';
import { VoiceOptions } from '#voice/voice.ts';
import { openVoice } from '#voice/voices/index.ts';
import { MISSING_PROGRAM, program } from '../../audio/program.ts';

const SPELLS = program('espeak-that-spells.mjs');
const { signal } = new AbortController();

/** Keeps what it is given; the fake espeak's samples are characters. */
function listeningSpeaker(): Speaker & { readonly said: string[] } {
  const said: string[] = [];
  return {
    audible: true,
    said,
    play: async (samples: Samples) => {
      said.push(String.fromCharCode(...samples));
    },
  };
}

function open(speaker: Speaker, espeak: string) {
  return openVoice(VoiceOptions.parse({ kind: 'espeak' }), { speaker, clock: systemClock, program: espeak });
}

test('the first sentence is played first, the rest after it, made harmless', async () => {
  const speaker = listeningSpeaker();
  await (await open(speaker, SPELLS)).say(
    'Switching. (system "reboot") [[x]]. Done.',
    { urgency: 'message' },
    signal,
  );
  expect(speaker.said).toEqual(['Switching.', 'system reboot x . Done.']);
});

test('it is as audible as its speaker', async () => {
  expect((await open(listeningSpeaker(), SPELLS)).audible).toBe(true);
  expect((await open({ ...listeningSpeaker(), audible: false }, SPELLS)).audible).toBe(false);
});

test.each([
  ['missing', MISSING_PROGRAM, 'no-program', /Install espeak-ng/],
  ['broken', program('player-that-dies.sh'), 'died', /no such sink/],
  ['silent', program('espeak-that-says-nothing.sh'), 'died', /exit code 0/],
])('when espeak-ng is %s, that is told', async (_, espeak, code, message) => {
  const voice = await open(listeningSpeaker(), espeak);
  await expect(voice.say('Hello.', { urgency: 'message' }, signal)).rejects.toThrow(
    expect.objectContaining({ name: 'VoiceError', code, message: expect.stringMatching(message) }),
  );
});

test('when the speaker fails, its own error comes through', async () => {
  const error = new AudioError('no-device', 'No loudspeaker works.');
  const voice = await open({ audible: true, play: () => Promise.reject(error) }, SPELLS);
  await expect(voice.say('One. Two.', { urgency: 'message' }, signal)).rejects.toBe(error);
});

test('aborting silences a long speech at once', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const speaker: Speaker = {
    audible: true,
    play: async (_, heard) => {
      controller.abort(reason);
      heard.throwIfAborted();
    },
  };
  const said = (await open(speaker, SPELLS)).say(
    'One. Two. Three.',
    { urgency: 'message' },
    controller.signal,
  );
  await expect(said).rejects.toBe(reason);
});

test('aborting while the words are being made ends the program', async () => {
  const controller = new AbortController();
  const voice = await open(listeningSpeaker(), program('program-that-hangs.sh'));
  setTimeout(() => controller.abort(new Error('enough')), 50);
  await expect(voice.say('One.', { urgency: 'message' }, controller.signal)).rejects.toThrow('enough');
});
