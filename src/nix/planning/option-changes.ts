import type { PlanEffects } from '../plan.ts';
import { asOne, presentValue, type SettingsChange } from './settings.ts';
import type { World } from './world.ts';

/** Options that differ; what enables a service is told by the service, unless it was asked for by its option. */
export function optionChanges(
  from: SettingsChange,
  to: SettingsChange,
  named: ReadonlySet<string>,
  { settings }: Pick<World, 'settings'>,
): NonNullable<PlanEffects['options']>[number][] {
  const paths = new Set([...from.options.keys(), ...to.options.keys(), ...named]);
  return [...paths].sort().flatMap((option) => {
    const before = asOne(presentValue(option, from, settings));
    const after = asOne(presentValue(option, to, settings));
    if (before === after) return [];
    return [{ option, ...(before === undefined ? {} : { from: before }), to: after ?? '' }];
  });
}
