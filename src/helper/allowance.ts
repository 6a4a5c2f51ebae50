export interface AllowanceOptions {
  /** How often in a row. */
  most: number;
  /** After so long, once more. */
  everyMs: number;
}

/** How often somebody may do something, each for themselves. */
export interface Allowance {
  /** Whether `who` may now; then it is used up. */
  take(who: string): boolean;
  /** Whether everybody may as often as at first. */
  readonly isWhole: boolean;
}

/** More are not told apart, so that nobody fills our memory by being many. */
const MOST_KNOWN = 1_000;

export function allowance({ most, everyMs }: AllowanceOptions, now: () => number): Allowance {
  const used = new Map<string, { amount: number; at: number }>();
  const left = (before: { amount: number; at: number }, at: number) => {
    // A clock that is set back takes nothing away.
    const passedMs = Math.max(0, at - before.at);
    return Math.max(0, before.amount - passedMs / everyMs);
  };
  return {
    get isWhole() {
      const at = now();
      return [...used.values()].every((one) => left(one, at) === 0);
    },
    take(who) {
      if (!used.has(who) && used.size >= MOST_KNOWN) used.clear();
      const at = now();
      const amount = left(used.get(who) ?? { amount: 0, at }, at);
      const isGranted = amount + 1 <= most;
      used.set(who, { amount: isGranted ? amount + 1 : amount, at });
      return isGranted;
    },
  };
}
