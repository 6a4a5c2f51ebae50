import { isAbort } from '#base/errors.ts';
import type { Answer } from './answer.ts';
import type { Nix } from './nix.ts';
import type { Plan } from './plan.ts';
import { highestRisk } from './request.ts';
import type { ScreenLock } from './screen-lock.ts';

const LOCKED: Answer = { type: 'failed', code: 'screen-locked', restored: true };

/**
 * `nix`, which only looks while the screen is locked: whoever speaks then need not be the one who is logged in. A change is
 * refused when it is asked for, and again at the yes to it. What has begun goes on, and can be cancelled. Where nobody
 * tells, no screen is locked.
 */
export function lookOnlyWhileLocked(nix: Nix, screen: ScreenLock): Nix {
  const isLocked = async (signal: AbortSignal) => (await screen.read(signal)).type === 'locked';
  return {
    ...nix,
    async plan(requests, signal) {
      const asksForChange = highestRisk(requests) !== 'look';
      if (asksForChange && (await isLocked(signal))) return { type: 'answer', answer: LOCKED };
      const planned = await nix.plan(requests, signal);
      const isToAsk = !asksForChange && planned.type === 'plan' && isChange(planned.plan);
      return isToAsk && (await isLocked(signal)) ? { type: 'answer', answer: LOCKED } : planned;
    },
    async *run(plan, signal) {
      const refuses = isChange(plan) && (await unlessAborted(isLocked(signal), signal));
      if (refuses) yield LOCKED;
      else yield* nix.run(plan, signal);
    },
  };
}

/** What is aborted is told by the system itself. */
function unlessAborted(locked: Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  return locked.catch((error: unknown) => {
    if (isAbort(error, signal)) return false;
    throw error;
  });
}

function isChange({ risk, requests }: Plan): boolean {
  return risk !== 'look' || highestRisk(requests) !== 'look';
}
