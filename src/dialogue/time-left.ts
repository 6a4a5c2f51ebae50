import type { Job } from './state.ts';

/** Milliseconds until a job is over, as far as it told. */
export function remainingMs({ progress, plan, startedAt }: Job, at: number): number {
  return Math.max(0, progress ? progress.remainingMs : plan.effects.estimateMs - (at - startedAt));
}
