import { describe, expect, test } from 'vitest';
import type { Speaker } from '#audio/speaker.ts';
import { tone } from '../audio/sound.ts';

/** What every speaker promises. `isTimed`: playing takes as long as the sound. */
export function speakerContract(
  name: string,
  { isTimed }: { isTimed: boolean },
  open: () => Promise<Speaker>,
): void {
  describe(`the speaker ${name}`, () => {
    test('plays one sound after the other', async () => {
      const speaker = await open();
      const startedAt = performance.now();
      await speaker.play(tone(150, 440), new AbortController().signal);
      await speaker.play(tone(150, 880), new AbortController().signal);
      const took = performance.now() - startedAt;
      if (isTimed) expect(took).toBeGreaterThan(250);
      expect(took).toBeLessThan(2_000);
    });

    test('plays no sound without complaint', async () => {
      await (await open()).play(new Int16Array(), new AbortController().signal);
    });

    test('does not begin when it was aborted before', async () => {
      const reason = new Error('not now');
      const played = (await open()).play(tone(2_000, 440), AbortSignal.abort(reason));
      await expect(played).rejects.toBe(reason);
    });

    if (!isTimed) return;
    test('falls silent at once when it is aborted, with the reason', async () => {
      const speaker = await open();
      const controller = new AbortController();
      const reason = new Error('enough');
      const startedAt = performance.now();
      setTimeout(() => controller.abort(reason), 100);
      await expect(speaker.play(tone(5_000, 440), controller.signal)).rejects.toBe(reason);
      expect(performance.now() - startedAt).toBeLessThan(600);
    });
  });
}
