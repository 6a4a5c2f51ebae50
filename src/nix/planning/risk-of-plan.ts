import type { PlanEffects } from '../plan.ts';
import { highestRisk, type Request, type Risk } from '../request.ts';

/** Tries of more than this ask first, and so does what has to be built here, or of which nobody can tell. */
const LARGE_TRY_BYTES = 200_000_000;

/** What happens may ask for more than what was said: a service can be stopped by setting an option. */
export function riskOfPlan(wanted: readonly Request[], effects: PlanEffects): Risk {
  const risk = highestRisk(wanted);
  if (risk === 'look') {
    const tries = wanted.some(({ intent }) => intent === 'try_package');
    const isLarge = effects.isBlind || effects.downloadBytes > LARGE_TRY_BYTES || effects.builds > 0;
    return tries && isLarge ? 'change' : 'look';
  }
  const stops = effects.services?.stops ?? [];
  return risk === 'change' && stops.length > 0 ? 'risky' : risk;
}
