import { expect, test } from 'vitest';
import { silence } from '#audio/samples.ts';
import { AudioTimeline } from '#audio/timeline.ts';
import type { Clock } from '#base/clock.ts';

/** Pieces of 100 ms that arrive at these clock times. */
async function timelineOf(arrivals: readonly number[]): Promise<AudioTimeline> {
  let now = 0;
  const clock: Clock = {
    now: () => now,
    sleep: async () => {},
    hold: () => ({ [Symbol.dispose]() {} }),
    waitFor: (promise) => promise,
  };
  const timeline = new AudioTimeline(clock);
  async function* sound() {
    for (const arrival of arrivals) {
      now = arrival;
      yield silence(100);
    }
  }
  for await (const _samples of timeline.watch(sound()));
  return timeline;
}

const steady = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => from + 100 * (index + 1));

test('sound that began later than the clock is dated by when it came', async () => {
  expect((await timelineOf(steady(5000, 10))).clockTimeOf(500)).toBe(5500);
});

test('a piece that was processed late dates nothing later', async () => {
  expect((await timelineOf([...steady(0, 9), 3000])).clockTimeOf(900)).toBe(900);
});

test('after a gap in the recording, the dates follow within three seconds of sound', async () => {
  expect((await timelineOf([...steady(0, 10), ...steady(3000, 30)])).clockTimeOf(3900)).toBe(5900);
});
