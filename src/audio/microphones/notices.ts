import type { Clock } from '#base/clock.ts';
import type { MicrophoneNotice } from '../microphone.ts';
import type { Target } from './target.ts';

/** A loose cable is not told each time it moves. */
const SAME_AGAIN_MS = 60_000;

/** Tells once what becomes of the microphone. */
export function createNotices(tell: (notice: MicrophoneNotice) => void, clock: Clock) {
  const toldAt = new Map<MicrophoneNotice['type'], number>();
  let heardBefore: Target | undefined;
  let isLost = false;

  function tellOnce(type: 'replaced' | 'back', message: string): void {
    const before = toldAt.get(type);
    if (before !== undefined && clock.now() - before < SAME_AGAIN_MS) return;
    toldAt.set(type, clock.now());
    tell({ type, message });
  }

  return {
    /** Sound comes from `target`. */
    heard(target: Target, chosenName: string): void {
      const before = heardBefore;
      const wasLost = isLost;
      heardBefore = target;
      isLost = false;
      if (before?.isChosen && !target.isChosen)
        tellOnce(
          'replaced',
          `${capitalized(chosenName)} went away. I listen to ${target.name ?? 'another microphone'} until it is back.`,
        );
      else if (before && target.isChosen && (wasLost || !before.isChosen))
        tellOnce('back', `I listen to ${chosenName} again.`);
      else if (wasLost) tellOnce('back', 'I hear you again.');
    },
    /** No sound comes from anywhere. `reason`: what was tried, and why it does not work. */
    lost(reason: string | undefined): void {
      if (isLost) return;
      isLost = true;
      const what = reason === undefined ? '' : ` (${reason})`;
      tell({
        type: 'lost',
        message: `The microphone went away${what}. Plug it in: I listen again as soon as it is there.`,
      });
    },
  };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
