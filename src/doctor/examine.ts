import { AskNixError } from '#base/errors.ts';
import { CHECKS, type CheckName, type Finding, type Found, failed } from './finding.ts';

export type Checks = Readonly<Record<CheckName, (signal: AbortSignal) => Found | Promise<Found>>>;

/** Looks at one thing after the other: what is broken does not keep the rest from being looked at. */
export async function* examine(
  checks: Checks,
  signal: AbortSignal,
): AsyncGenerator<Finding, void, undefined> {
  for (const check of CHECKS) {
    signal.throwIfAborted();
    yield { check, ...(await looked(checks[check], signal)) };
  }
}

async function looked(check: Checks[CheckName], signal: AbortSignal): Promise<Found> {
  try {
    return await check(signal);
  } catch (error) {
    if (!(error instanceof AskNixError)) throw error;
    const [what = error.message, ...remedy] = error.message.split(/(?<=[.!?]) (?=[A-Z])/);
    return failed(what, remedy.join(' ') || 'Mend that, then run doctor again.');
  }
}
