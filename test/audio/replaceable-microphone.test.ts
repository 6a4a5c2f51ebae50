import { expect, test } from 'vitest';
import type { Microphone } from '#audio/microphone.ts';
import { replaceableMicrophone } from '#audio/replaceable-microphone.ts';
import { systemClock } from '#base/clock.ts';
import { AudioError } from '#base/errors.ts';

const { signal } = new AbortController();
/** So that what takes seconds is over at once. */
const hastyClock = { ...systemClock, sleep: (ms: number, s: AbortSignal) => systemClock.sleep(ms / 100, s) };

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

const dead: Microphone = {
  // biome-ignore lint/correctness/useYield: nothing is heard
  async *listen() {
    throw new AudioError('stream-broke', 'it delivers nothing');
  },
};

const mute: Microphone = {
  async *listen(signal) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  },
};

test('another microphone takes over while it is listened to, and the first is let go', async () => {
  const [first, second] = [toneOf(1), toneOf(2)];
  const microphone = replaceableMicrophone(first, systemClock);
  const heard: (number | undefined)[] = [];
  const listening = new AbortController();
  let replaced: Promise<void> | undefined;
  for await (const piece of microphone.listen(listening.signal)) {
    heard.push(piece[0]);
    if (heard.length === 3) replaced = microphone.replaceBy(second, signal);
    if (heard.filter((value) => value === 2).length === 3) listening.abort();
  }
  await replaced;
  expect(heard.slice(0, 3)).toEqual([1, 1, 1]);
  expect(heard.slice(heard.indexOf(2))).toEqual([2, 2, 2]);
  expect([first.stopped, second.stopped]).toEqual([1, 1]);
});

test.each([
  ['fails', dead, /it delivers nothing/],
  ['stays mute', mute, /No sound comes/],
])('while one that %s is tried, and afterwards, the one before is heard', async (_, other, why) => {
  const microphone = replaceableMicrophone(toneOf(1), hastyClock);
  const listening = new AbortController();
  const heard = new Set<number | undefined>();
  let refused: unknown;
  let after = 0;
  for await (const piece of microphone.listen(listening.signal)) {
    if (heard.size === 0) {
      microphone.replaceBy(other, signal).catch((error: unknown) => {
        refused = error;
      });
    }
    heard.add(piece[0]);
    if (refused && ++after === 5) listening.abort();
  }
  expect(refused).toBeInstanceOf(AudioError);
  expect(String(refused)).toMatch(why);
  expect([...heard]).toEqual([1]);
});

test('a wish that is taken back while the other one is tried changes nothing', async () => {
  const microphone = replaceableMicrophone(toneOf(1), systemClock);
  const wish = new AbortController();
  const refused = microphone.replaceBy(mute, wish.signal);
  wish.abort(new Error('never mind'));
  await expect(refused).rejects.toThrow(/never mind/);
});

test('one that is tried while nobody listens is let go, and heard later', async () => {
  const second = toneOf(2);
  const microphone = replaceableMicrophone(toneOf(1), systemClock);
  await microphone.replaceBy(second, signal);
  expect(second.stopped).toBe(1);
  const sound = microphone.listen(signal)[Symbol.asyncIterator]();
  expect((await sound.next()).value).toEqual(Int16Array.of(2));
  await sound.return?.();
});

test('a recording that is over is over', async () => {
  const recording: Microphone = {
    async *listen() {
      yield Int16Array.of(7);
    },
  };
  const microphone = replaceableMicrophone(recording, systemClock);
  expect(await Array.fromAsync(microphone.listen(signal))).toHaveLength(1);
});
