import type { PlanConcern, PlanEffects } from '../../plan.ts';
import type { Change } from '../../planning/change.ts';
import { compareSoftware, type PackageEffects } from '../../planning/compare-software.ts';
import { effectsOfChange } from '../../planning/effects-of-change.ts';
import { ownEffects } from '../../planning/own-packages.ts';
import type { Software } from '../../planning/world.ts';
import type { Request } from '../../request.ts';
import { nameOfPath, parseName } from '../../store/path-name.ts';
import { isByHandSince } from './by-hand-since.ts';
import { concernsAbout } from './concerns.ts';
import type { SystemAfter } from './evaluate-after.ts';
import type { LocalSystem } from './local-system.ts';
import { needsRoot } from './needs-root.ts';
import { packageChanges, type Recipes } from './recipes.ts';
import { softwareOf } from './software.ts';
import { toldBy } from './told.ts';
import type { TriedPackage } from './try-package.ts';
import type { LocalWorld } from './world.ts';

export interface Planning {
  change: Change;
  wanted: readonly Request[];
  world: LocalWorld;
  after: SystemAfter | undefined;
  /** Of the present system and of that after it, where they can be read. */
  recipes: Recipes | undefined;
  tries: readonly TriedPackage[];
  /** What it takes is known only when that is fetched. */
  isBlind: boolean;
}

const GOES_ONLINE: ReadonlySet<Request['intent']> = new Set(['update_system', 'check_updates']);

/** What carrying out a change would do. */
export function localEffects(planning: Planning, system: LocalSystem, estimateMs: number): PlanEffects {
  const { change, wanted, world, after, tries, isBlind } = planning;
  const works = [...(after ? [after.missing] : []), ...tries.map(({ missing }) => missing)];
  const downloadBytes = works.reduce((sum, missing) => sum + missing.downloadBytes, 0);
  const effects = effectsOfChange(change, wanted, world);
  const highest = world.generations[0];
  // Nix makes no new generation of what the highest one is already.
  const to = effects.to && after?.toplevel === highest?.toplevel && highest ? numbered(highest) : effects.to;
  const takesInputs = change.undoes && world.undo.at(-1)?.updateId !== undefined;
  const builds = works.reduce((sum, { willBuild }) => sum + willBuild.filter(isOfPackage).length, 0);
  const concerns = change.existing
    ? concernsAbout(change.existing, takesInputs, system)
    : concernsOfBuild(planning, system);
  return {
    ...packageEffects(planning, system),
    ...effects,
    ...(to && { to }),
    downloadBytes,
    builds,
    estimateMs: Math.round(estimateMs),
    ...(concerns.length > 0 && { concerns }),
    ...(isBlind && { isBlind }),
    ...(!system.privileged && needsRoot(change) && { isNotPermitted: true }),
    goesOnline:
      isBlind ||
      after?.fetches ||
      downloadBytes > 0 ||
      // What a package is built from is fetched too.
      (system.offline && builds > 0) ||
      wanted.some(({ intent }) => GOES_ONLINE.has(intent)),
  };
}

/** Who wants a rebuild wants what is written. */
function concernsOfBuild({ after, wanted, world }: Planning, system: LocalSystem): PlanConcern[] {
  if (!after || wanted.some(({ intent }) => intent === 'rebuild')) return [];
  return isByHandSince(world.current, after.source, system) ? ['changed-by-hand'] : [];
}

/** What has a version is a package; the rest is written for the configuration in no time. */
function isOfPackage(derivation: string): boolean {
  const { pname, version } = parseName(nameOfPath(derivation).replace(/\.drv$/, ''));
  return version !== '' && !pname.startsWith('nixos-system-');
}

function numbered({ number, madeAt }: { number: number; madeAt: number }) {
  return { number, madeAt };
}

/** Of a system that may be no generation. */
function runningSoftware({ read, database }: LocalSystem): Software {
  const { active, current } = read();
  if (active === undefined) return current.software;
  const found = database.read((store) => softwareOf(active, toldBy(active), store));
  return found.type === 'read' ? found.value : softwareOf(active, toldBy(active), undefined);
}

/** Packages that come, go and change version, as far as that is known. */
export function packageEffects(
  { change, world: { current }, recipes }: Pick<Planning, 'change' | 'world' | 'recipes'>,
  system: LocalSystem,
): PackageEffects {
  if (!change.moves) return { ...ownEffects(change), upgrades: [] };
  if (change.existing === current) return compareSoftware(runningSoftware(system), current.software);
  if (change.existing) return compareSoftware(current.software, change.existing.software);
  if (recipes) return packageChanges(recipes);
  const present = new Set(current.packages);
  return {
    adds: [...change.packages].filter((name) => !present.has(name)).sort(),
    removes: [...present].filter((name) => !change.packages.has(name)).sort(),
    upgrades: [],
  };
}
