import { wordsOf } from '#understanding/words.ts';
import type { Frame } from './frames.ts';

/** A word that stands in so many frames beside the names is a word of every day, whatever else is called so. */
const LEAST_FRAMES = 2;

export function everydayWords(frames: readonly Frame[], plainNames: string): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { text } of frames) {
    const { words } = wordsOf(text.replaceAll(/\{\w+\}/g, ' , '));
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const names = new Set(
    plainNames
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .flatMap((line) => line.split(/\s+/)),
  );
  return new Set(
    [...counts]
      .filter(([word, count]) => count >= LEAST_FRAMES && !names.has(word) && /^[a-z']+$/.test(word))
      .map(([word]) => word),
  );
}
