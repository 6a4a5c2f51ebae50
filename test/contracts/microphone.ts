import { describe, expect, test } from 'vitest';
import type { Microphone } from '#audio/microphone.ts';
import { durationMs, type Samples } from '#audio/samples.ts';

/** What every microphone promises; `open` gives one that hears at least 300 ms of sound. */
export function microphoneContract(name: string, open: () => Promise<Microphone>): void {
  describe(`the microphone ${name}`, () => {
    test('delivers sound in pieces of at most 100 ms', async () => {
      const microphone = await open();
      const heard: Samples[] = [];
      for await (const piece of microphone.listen(AbortSignal.timeout(5_000))) {
        heard.push(piece);
        if (heard.reduce((sum, { length }) => sum + length, 0) >= 4_800) break;
      }
      expect(heard.every((piece) => piece.length > 0 && durationMs(piece) <= 100)).toBe(true);
      expect(heard.reduce((sum, piece) => sum + durationMs(piece), 0)).toBeGreaterThanOrEqual(300);
    });

    test('ends quietly and soon when it is aborted', async () => {
      const microphone = await open();
      const controller = new AbortController();
      let abortedAt = 0;
      for await (const _ of microphone.listen(controller.signal)) {
        abortedAt ||= performance.now();
        controller.abort();
      }
      expect(performance.now() - abortedAt).toBeLessThan(1_000);
    });

    test('hears nothing when it was aborted before', async () => {
      const microphone = await open();
      const heard = await Array.fromAsync(microphone.listen(AbortSignal.abort()));
      expect(heard).toEqual([]);
    });
  });
}
