import type { Plan } from '#nix/plan.ts';
import { highestRisk, Request } from '#nix/request.ts';

/** Noon of Thursday, 19 November 2026, where the tests run. */
export const NOW = new Date(2026, 10, 19, 12).getTime();
/** A plan of these requests that does nothing but what `effects` says. */
export function plan(requests: readonly object[], effects: Partial<Plan['effects']> = {}): Plan {
  const parsed = requests.map((one) => Request.parse(one));
  return {
    hash: 'h',
    system: 'practice',
    requests: parsed,
    risk: highestRisk(parsed),
    effects: {
      adds: [],
      removes: [],
      upgrades: [],
      downloadBytes: 0,
      builds: 0,
      estimateMs: 500,
      goesOnline: false,
      undoable: true,
      ...effects,
    },
  };
}
