import { expect, test } from 'vitest';
import { durationMs, type Samples } from '#audio/samples.ts';
import { openSpeaker } from '#audio/speakers/index.ts';
import { systemClock } from '#base/clock.ts';
import { VoiceOptions } from '#voice/voice.ts';
import { openVoice } from '#voice/voices/index.ts';
import { loudness } from '../audio/sound.ts';
import { voiceContract } from '../contracts/voice.ts';

const clock = systemClock;

voiceContract('espeak, with the real espeak-ng', async () =>
  openVoice(VoiceOptions.parse({ kind: 'espeak' }), {
    speaker: await openSpeaker({ kind: 'none' }, { clock }),
    clock,
  }),
);

async function said(text: string): Promise<{ sounds: Samples[]; firstAfterMs: number }> {
  const sounds: Samples[] = [];
  let firstAfterMs = 0;
  const play = async (samples: Samples) => {
    firstAfterMs ||= performance.now() - startedAt;
    sounds.push(samples);
  };
  const voice = await openVoice(VoiceOptions.parse({ kind: 'espeak' }), {
    speaker: { audible: false, play },
    clock,
  });
  const startedAt = performance.now();
  await voice.say(text, { urgency: 'message' }, new AbortController().signal);
  return { sounds, firstAfterMs };
}

test('a sentence is spoken in a plausible time and loudness', async () => {
  const { sounds } = await said('Switch back to generation forty one?');
  expect(sounds).toHaveLength(1);
  expect(durationMs(sounds[0] as Samples)).toBeGreaterThan(1_200);
  expect(durationMs(sounds[0] as Samples)).toBeLessThan(4_000);
  expect(loudness(sounds[0] as Samples)).toBeGreaterThan(0.02);
});

test('the first sound of a long speech is there soon', async () => {
  const text = `Switching. ${'It removes Firefox and starts cups again. '.repeat(10)}`;
  const tries = [];
  for (let attempt = 0; attempt < 5; attempt++) tries.push((await said(text)).firstAfterMs);
  expect(Math.min(...tries)).toBeLessThan(150);
});
