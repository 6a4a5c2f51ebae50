import { expect, test } from 'vitest';
import { type Samples, silence } from '#audio/samples.ts';
import { createVoiceActivity, FRAME_MS } from '#audio/voice-activity.ts';
import { joined, noise, tone, vowel } from './sound.ts';

/** Milliseconds at which speech was first and last heard. */
async function speechOf(
  samples: Samples,
  pieceLength = 1_600,
): Promise<{ from: number; to: number } | undefined> {
  using activity = await createVoiceActivity();
  const answers: boolean[] = [];
  for (let at = 0; at < samples.length; at += pieceLength)
    answers.push(...activity.process(samples.subarray(at, at + pieceLength)));
  const first = answers.indexOf(true);
  return first < 0 ? undefined : { from: first * FRAME_MS, to: (answers.lastIndexOf(true) + 1) * FRAME_MS };
}

test.each([
  ['in silence', 0],
  ['in a humming room', 0.004],
])('a voice is heard from its start to its end %s', async (_, level) => {
  const sound = joined(noise(600, level), vowel(800), noise(800, level));
  const speech = await speechOf(sound);
  expect(speech?.from).toBeGreaterThanOrEqual(580);
  expect(speech?.from).toBeLessThan(720);
  expect(speech?.to).toBeGreaterThan(1_340);
  expect(speech?.to).toBeLessThan(1_480);
});

test.each([
  ['silence', silence(2_000)],
  ['steady noise', noise(2_000, 0.05)],
  ['a click', joined(silence(500), tone(15, 1_000), silence(500))],
  ['nothing', silence(0)],
])('%s is not speech', async (_, sound) => {
  expect(await speechOf(sound)).toBeUndefined();
});

test('a quiet voice in the background does not prolong a near one', async () => {
  const speech = await speechOf(joined(noise(600, 0.004), vowel(800, 0.5), vowel(900, 0.03)));
  expect(speech?.to).toBeLessThan(1_500);
});

test.each([1, 7, 320, 1_600, 48_000])('pieces of %i samples give the same answers', async (length) => {
  const sound = joined(silence(300), vowel(500), silence(500));
  expect(await speechOf(sound, length)).toEqual(await speechOf(sound, 320));
});

test('after a reset a quieter speaker is heard as well', async () => {
  using activity = await createVoiceActivity();
  activity.process(joined(noise(600, 0.004), vowel(800, 0.9), noise(600, 0.004)));
  activity.reset();
  expect(activity.process(vowel(400, 0.05)).filter(Boolean).length).toBeGreaterThan(12);
});
