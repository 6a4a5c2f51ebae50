import { AskNixError } from '#base/errors.ts';
import {
  CHECKS,
  type CheckName,
  type Finding,
  type Found,
  failed,
  REAL_CHECKS,
  type RealCheckName,
} from './finding.ts';

type Check = (signal: AbortSignal) => Found | Promise<Found>;
export type Checks = Readonly<Record<(typeof CHECKS)[number], Check> & Partial<Record<RealCheckName, Check>>>;

const ORDER: readonly CheckName[] = CHECKS.flatMap((name) =>
  name === 'system' ? [name, ...REAL_CHECKS] : [name],
);

/** Looks at one thing after the other: what is broken does not keep the rest from being looked at. */
export async function* examine(
  checks: Checks,
  signal: AbortSignal,
): AsyncGenerator<Finding, void, undefined> {
  for (const name of ORDER) {
    signal.throwIfAborted();
    const check = checks[name];
    if (check) yield { check: name, ...(await looked(check, signal)) };
  }
}

async function looked(check: Check, signal: AbortSignal): Promise<Found> {
  try {
    return await check(signal);
  } catch (error) {
    if (!(error instanceof AskNixError)) throw error;
    const [what = error.message, ...remedy] = error.message.split(/(?<=[.!?]) (?=[A-Z])/);
    return failed(what, remedy.join(' ') || 'Mend that, then run doctor again.');
  }
}
