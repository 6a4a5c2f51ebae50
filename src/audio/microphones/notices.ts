import type { Clock } from '#base/clock.ts';
import { isAbort } from '#base/errors.ts';
import type { MicrophoneNotice } from '../microphone.ts';
import type { Target } from './target.ts';

/** A loose cable is not told each time it moves. */
const SAME_AGAIN_MS = 60_000;

/** How it is, from good to bad: what is wanted is heard, another device is, nothing is. */
type Condition = 'back' | 'replaced' | 'lost';
const GOOD_TO_BAD: readonly Condition[] = ['back', 'replaced', 'lost'];

/**
 * Tells what becomes of the microphone. Bad news of a kind are told once a minute, good news when the bad ones were told:
 * so what was told last is true, at the latest a minute later. Until `signal` is aborted.
 */
export function createNotices(tell: (notice: MicrophoneNotice) => void, clock: Clock, signal: AbortSignal) {
  const toldAt = new Map<Condition, number>();
  let told: Condition = 'back';
  let now: MicrophoneNotice = { type: 'back', message: '' };
  let isWaiting = false;

  function become(notice: MicrophoneNotice): void {
    now = notice;
    settle();
  }

  function settle(): void {
    if (now.type === told || isWaiting) return;
    const isWorse = GOOD_TO_BAD.indexOf(now.type) > GOOD_TO_BAD.indexOf(told);
    const pauseMs = (toldAt.get(now.type) ?? Number.NEGATIVE_INFINITY) + SAME_AGAIN_MS - clock.now();
    if (isWorse && pauseMs > 0) return void settleAfter(pauseMs);
    told = now.type;
    toldAt.set(told, clock.now());
    tell(now);
  }

  async function settleAfter(ms: number): Promise<void> {
    isWaiting = true;
    // `sleep` lets go of one hold; the caller's is not ours to let go.
    using _hold = clock.hold();
    try {
      await clock.sleep(ms, signal);
    } catch (error) {
      if (!isAbort(error, signal)) throw error;
      return;
    }
    isWaiting = false;
    settle();
  }

  return {
    /** Sound comes from `target`. */
    heard(target: Target, wanted: Target): void {
      const name = wanted.name ?? 'the chosen microphone';
      if (wanted.isChosen && !target.isChosen) {
        const instead = target.name ?? 'another microphone';
        const message = `${capitalized(name)} went away. I listen to ${instead} until it is back.`;
        become({ type: 'replaced', message });
      } else
        become({
          type: 'back',
          message: wanted.isChosen ? `I listen to ${name} again.` : 'I hear you again.',
        });
    },
    /** No sound comes from anywhere. `reason`: what was tried, and why it does not work. */
    lost(reason: string | undefined): void {
      const what = reason === undefined ? '' : ` (${reason})`;
      const message = `The microphone went away${what}. Plug it in: I listen again as soon as it is there.`;
      become({ type: 'lost', message });
    },
  };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
