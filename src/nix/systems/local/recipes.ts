import type { Change } from '../../planning/change.ts';
import { compareSoftware, type PackageEffects } from '../../planning/compare-software.ts';
import type { Software } from '../../planning/world.ts';
import { type ComingSystem, comingSystem } from './coming-system.ts';
import type { SystemAfter } from './evaluate-after.ts';
import type { LocalSystem } from './local-system.ts';
import { unitsOf } from './read-local.ts';
import type { LocalWorld } from './world.ts';

/** A system and the one that comes after it, by what they are made from. */
export interface Recipes {
  /** Its services by what it has, when its recipe is gone: then none of them is known to go. */
  present: { software: Software; services: ReadonlySet<string>; isWhole: boolean };
  coming: ComingSystem;
}

/** Undefined: what comes cannot be read. */
export function recipesOf(
  after: Pick<SystemAfter, 'derivation'>,
  { toplevel, software }: LocalWorld['current'],
  { database }: Pick<LocalSystem, 'database'>,
): Recipes | undefined {
  const coming = comingSystem(after.derivation);
  if (!coming) return undefined;
  const derivers = database.read((store) => store.derivers(toplevel));
  const [deriver] = derivers.type === 'read' ? derivers.value : [];
  const known = deriver === undefined ? undefined : comingSystem(deriver);
  const present = known ?? { software, services: new Set(unitsOf(toplevel)) };
  return { coming, present: { ...present, isWhole: known !== undefined } };
}

/** Packages that come, go and change version, whoever wants it: the request, or what somebody wrote by hand since. */
export function packageChanges({ present, coming }: Recipes): PackageEffects {
  return compareSoftware(present.software, coming.software);
}

/** Adds to `change` what becomes of services that it does not speak of. */
export function withComingServices(
  change: Change,
  { present, coming }: Recipes,
  { settings }: Pick<LocalWorld, 'settings'>,
): void {
  for (const { unit } of settings.services) {
    const [was, willBe] = [present.services.has(unit), coming.services.has(unit)];
    if (willBe && !was) change.services.add(unit);
    else if (was && !willBe && present.isWhole) change.services.delete(unit);
  }
}
