import type { Answer } from '../../answer.ts';
import type { Failure } from '../../failures/failure.ts';

export type Failed = Extract<Answer, { type: 'failed' }>;

/** What is said of a failure; what a program printed of it is for screens and stays behind. */
export function failed({ detail: _, ...failure }: Failure, restored: boolean): Failed {
  return { type: 'failed', restored, ...failure };
}
