import type { PrivilegedResult } from '../privileged.ts';

/** An activation is mostly a matter of seconds. */
const LONG_MS = 5 * 60_000;

/** For how long an activation has been under way that something in it must hang; undefined when there is none. */
export function hangingMs(
  { busyWith, since }: Pick<Extract<PrivilegedResult, { type: 'status' }>, 'busyWith' | 'since'>,
  now: number,
): number | undefined {
  if (since === undefined || !busyWith?.startsWith('activate')) return undefined;
  return now - since > LONG_MS ? now - since : undefined;
}
