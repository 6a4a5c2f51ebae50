import type { FailureCode } from '../failure-code.ts';
import type { ActivationEnd, ActivationOutcome } from '../rebuild/activation-output.ts';
import { classify, type FailureContext } from './classify.ts';
import type { Failure } from './failure.ts';

const CODES: Readonly<Record<Exclude<ActivationEnd, 'done'>, FailureCode>> = {
  'units-failed': 'unit-failed',
  'needs-restart': 'needs-restart',
  locked: 'locked',
  'pre-switch-check': 'pre-switch-check',
  'not-root': 'not-permitted',
  bootloader: 'bootloader',
  unknown: 'unexplained',
};

/** Why an activation is not done; undefined when it is. Its exit code says more than its words, as far as it says anything. */
export function activationFailure(
  { end, failedUnits }: ActivationOutcome,
  output: string,
  context: FailureContext,
): Failure | undefined {
  if (end === 'done') return undefined;
  const said = classify(output, context);
  if (end === 'unknown' || (end === 'bootloader' && said.code === 'boot-full')) return said;
  const [subject] = failedUnits;
  return { code: CODES[end], ...(subject !== undefined && { subject }), detail: said.detail };
}
