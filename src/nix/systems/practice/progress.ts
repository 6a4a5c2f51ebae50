import type { Clock } from '#base/clock.ts';
import type { Progress } from '../../answer.ts';

export interface Phase {
  phase: Progress['phase'];
  /** Its part of the whole time, 0 to 1. */
  share: number;
  /** What it goes through, in order. */
  items: readonly string[];
}

export interface Pretense {
  phases: readonly Phase[];
  lastsMs: number;
  /** Until all is over, when something else comes after it. */
  leftMs: number;
}

const STEP_MS = 500;

/** Lets the time of a job pass and tells how far it is. Rejects with the signal's reason when aborted. */
export async function* progressOf(
  { phases, lastsMs, leftMs }: Pretense,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<Progress, void, undefined> {
  let elapsedMs = 0;
  for (const { phase, share, items } of phases) {
    const phaseMs = lastsMs * share;
    const total = Math.max(items.length, Math.ceil(phaseMs / STEP_MS), 1);
    for (let done = 0; done < total; done++) {
      const current = items[Math.floor((done * items.length) / total)];
      const remainingMs = Math.max(0, Math.round(leftMs - elapsedMs));
      yield {
        type: 'progress',
        phase,
        done,
        total,
        remainingMs,
        ...(current === undefined ? {} : { current }),
      };
      await clock.sleep(phaseMs / total, signal);
      elapsedMs += phaseMs / total;
    }
  }
}
