import type { PlanEffects } from '../../plan.ts';
import type { Change } from '../../planning/change.ts';
import { compareSoftware, type PackageEffects } from '../../planning/compare-software.ts';
import { effectsOfChange } from '../../planning/effects-of-change.ts';
import type { Software, World } from '../../planning/world.ts';
import type { Request } from '../../request.ts';
import { durationsOf } from './estimate.ts';
import { packagePath } from './store.ts';

export interface Planning {
  change: Change;
  software: Software;
  wanted: readonly Request[];
  world: World;
  /** Packages that are to be repaired are fetched anew. */
  damaged: readonly { attribute?: string }[];
  isHere: (path: string) => boolean;
  pace: number;
}

/** What carrying out a change would do. */
export function effectsOf(planning: Planning): PlanEffects {
  const { change, software, wanted, world } = planning;
  const packages = packageEffects(change, software, world);
  const downloadBytes = bytesToFetch(planning, packages);
  const durations = durationsOf(change, wanted, downloadBytes);
  return {
    ...packages,
    ...effectsOfChange(change, wanted, world),
    downloadBytes,
    builds: 0,
    estimateMs: Math.round((durations.looksMs + durations.changeMs) / planning.pace),
    goesOnline: downloadBytes > 0 || wanted.some(({ intent }) => intent === 'check_updates'),
  };
}

function packageEffects(change: Change, software: Software, world: World): PackageEffects {
  if (!change.moves) return { adds: [], removes: [], upgrades: [] };
  return compareSoftware(world.current.software, software);
}

function bytesToFetch(planning: Planning, { adds, upgrades }: PackageEffects): number {
  const { change, software, wanted, world, damaged, isHere } = planning;
  const after = new Map(software.map((entry) => [entry.attribute, entry.path]));
  const changed = [...adds, ...upgrades.map(({ attribute }) => attribute)];
  const fetched = changed.filter((attribute) => !isHere(after.get(attribute) ?? ''));
  for (const request of wanted) {
    const found = request.intent === 'try_package' ? world.byAttribute(request.package) : undefined;
    if (found && !isHere(packagePath(found, change.revision))) fetched.push(found.attribute);
  }
  if (change.repairs) fetched.push(...damaged.flatMap(({ attribute }) => attribute ?? []));
  return fetched.reduce((sum, attribute) => sum + (world.byAttribute(attribute)?.downloadBytes ?? 0), 0);
}
