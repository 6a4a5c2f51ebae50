/** Services whose state is not what starting the running system made it, and since when, milliseconds since 1970. */
export type Units = Readonly<Record<string, { state: UnitState; since: number }>>;

export type UnitState = 'running' | 'stopped' | 'failed';
type UnitOrder = 'start' | 'stop' | 'restart';

/** Services as they are: those that the running system enables run, unless something else is known of them. */
export function stateOf(unit: string, enabled: ReadonlySet<string>, units: Units): UnitState {
  return units[unit]?.state ?? (enabled.has(unit) ? 'running' : 'stopped');
}

export function runningOf(enabled: ReadonlySet<string>, units: Units): Set<string> {
  const all = [...enabled, ...Object.keys(units)];
  return new Set(all.filter((unit) => stateOf(unit, enabled, units) === 'running'));
}

export interface UnitEffects {
  starts: readonly string[];
  stops: readonly string[];
  restarts: readonly string[];
}

/** What happens to services on the way from those that run to those that shall, and by name. */
export function unitEffects(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  orders: ReadonlyMap<string, UnitOrder>,
): UnitEffects {
  const restarted = (unit: string) => orders.get(unit) === 'restart' && before.has(unit) && after.has(unit);
  return {
    starts: [...after].filter((unit) => !before.has(unit)).sort(),
    stops: [...before].filter((unit) => !after.has(unit)).sort(),
    restarts: [...after].filter(restarted).sort(),
  };
}

/** What is known of services after those effects at `now`; `fails`: what did not start. */
export function unitsAfter(
  units: Units,
  { starts, stops, restarts }: UnitEffects,
  now: number,
  fails?: string,
): Units {
  const after: Record<string, Units[string]> = { ...units };
  for (const unit of [...starts, ...restarts]) after[unit] = { state: 'running', since: now };
  for (const unit of stops) after[unit] = { state: 'stopped', since: now };
  if (fails !== undefined) after[fails] = { state: 'failed', since: now };
  return after;
}
