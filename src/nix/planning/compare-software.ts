import type { PlanEffects } from '../plan.ts';
import type { Software } from './world.ts';

export type PackageEffects = Pick<PlanEffects, 'adds' | 'removes' | 'upgrades'>;

/** By attribute. */
export function compareSoftware(from: Software, to: Software): PackageEffects {
  const before = new Map(from.map((entry) => [entry.attribute, entry.version]));
  const after = new Set(to.map(({ attribute }) => attribute));
  return {
    adds: to.filter(({ attribute }) => !before.has(attribute)).map(({ attribute }) => attribute),
    removes: from.filter(({ attribute }) => !after.has(attribute)).map(({ attribute }) => attribute),
    upgrades: to.flatMap(({ attribute, version }) => {
      const old = before.get(attribute) ?? version;
      return old === version ? [] : [{ attribute, from: old, to: version }];
    }),
  };
}
