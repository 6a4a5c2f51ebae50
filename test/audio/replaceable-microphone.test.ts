import { expect, test } from 'vitest';
import type { Microphone } from '#audio/microphone.ts';
import { replaceableMicrophone } from '#audio/replaceable-microphone.ts';

/** Gives pieces of `value` until nobody listens. */
function toneOf(value: number): Microphone & { stopped: number } {
  return {
    stopped: 0,
    async *listen(signal) {
      try {
        while (!signal.aborted) {
          yield Int16Array.of(value);
          await new Promise((resolve) => setImmediate(resolve));
        }
      } finally {
        this.stopped++;
      }
    },
  };
}

test('another microphone takes over while it is listened to, and the first is let go', async () => {
  const [first, second] = [toneOf(1), toneOf(2)];
  const microphone = replaceableMicrophone(first);
  const heard: (number | undefined)[] = [];
  const listening = new AbortController();
  for await (const piece of microphone.listen(listening.signal)) {
    heard.push(piece[0]);
    if (heard.length === 3) microphone.replaceBy(second);
    if (heard.length === 6) listening.abort();
  }
  expect(heard.slice(0, 6)).toEqual([1, 1, 1, 2, 2, 2]);
  expect([first.stopped, second.stopped]).toEqual([1, 1]);
});

test('a recording that is over is over', async () => {
  const microphone = replaceableMicrophone({
    async *listen() {
      yield Int16Array.of(7);
    },
  });
  expect(await Array.fromAsync(microphone.listen(new AbortController().signal))).toHaveLength(1);
});
