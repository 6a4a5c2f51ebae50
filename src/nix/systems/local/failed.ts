import type { Answer } from '../../answer.ts';
import type { FailureCode } from '../../failure-code.ts';
import type { Failure } from '../../failures/failure.ts';

export type Failed = Extract<Answer, { type: 'failed' }>;

/**
 * What is said of a failure, `otherwise` when nobody could tell why; what a program printed of it is for screens and stays
 * behind.
 */
export function failed(
  { detail: _, ...failure }: Failure,
  restored: boolean,
  otherwise: FailureCode = 'unexplained',
): Failed {
  const code = failure.code === 'unexplained' ? otherwise : failure.code;
  return { type: 'failed', restored, ...failure, code };
}
