/** A unit as the system knows it. */
export interface UnitReading {
  state: 'running' | 'stopped' | 'failed';
  /** Since when, milliseconds since 1970; absent: it never was anything else. */
  since?: number;
}

/** What is asked of units without a fork where that can be had. */
export interface UnitReader {
  readonly by: 'bus' | 'systemctl';
  /** Of each of `units` (without `.service`), in their order. Throws NixError when nobody answers. */
  read(units: readonly string[], signal: AbortSignal): Promise<readonly UnitReading[]>;
}

/** `ActiveState` of systemd, and when the unit came to it. */
export function unitReading(activeState: string, microseconds: number): UnitReading {
  const state = STATES[activeState] ?? 'stopped';
  return microseconds > 0 ? { state, since: Math.floor(microseconds / 1000) } : { state };
}

/** What reloads or is on its way up does its work. */
const STATES: Readonly<Record<string, UnitReading['state']>> = {
  active: 'running',
  reloading: 'running',
  activating: 'running',
  failed: 'failed',
};
