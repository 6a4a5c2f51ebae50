import type { Clock } from '#base/clock.ts';
import { NixError } from '#base/errors.ts';
import type { FailureCode } from '../failure-code.ts';

/** Passes by itself, and trying again can do no harm: whatever failed so has changed nothing. */
const PASSING: ReadonlySet<FailureCode> = new Set(['no-network', 'no-daemon', 'locked']);

const PASSING_ERRORS: ReadonlySet<NixError['code']> = new Set(['no-daemon', 'locked']);

const WAITS_MS: readonly number[] = [1000, 2000, 4000, 8000];

export function isRetried(code: FailureCode): boolean {
  return PASSING.has(code);
}

/**
 * What `operation` gives, tried up to five times within 15 seconds while `codeOf` finds a passing failure in it, or while it
 * throws a passing NixError. The last outcome counts, given or thrown. `operation` must be one that did nothing when it
 * failed so. Rejects with `signal.reason` when aborted.
 */
export async function retrying<Outcome>(
  operation: () => Promise<Outcome>,
  codeOf: (outcome: Outcome) => FailureCode | undefined,
  clock: Clock,
  signal: AbortSignal,
): Promise<Outcome> {
  for (const waitMs of WAITS_MS) {
    signal.throwIfAborted();
    try {
      const outcome = await operation();
      const code = codeOf(outcome);
      if (code === undefined || !isRetried(code)) return outcome;
    } catch (error) {
      if (!(error instanceof NixError && PASSING_ERRORS.has(error.code))) throw error;
    }
    await clock.sleep(waitMs, signal);
  }
  return operation();
}
