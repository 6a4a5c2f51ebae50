import { compareVersions } from './compare-versions.ts';
import { nameOfPath, parseName } from './path-name.ts';
import type { StoreQueries } from './store-queries.ts';

/** A package and its versions, oldest first; an empty version stands for a name without one. */
interface PackageVersions {
  pname: string;
  versions: readonly string[];
}

/** A package that both have, in other versions. */
interface VersionChange {
  pname: string;
  from: readonly string[];
  to: readonly string[];
  /** By the newest version of each; `mixed` when that is the same. */
  direction: 'up' | 'down' | 'mixed';
}

/** How a closure differs from another, by packages, in alphabetical order. */
export interface ClosureDifference {
  added: readonly PackageVersions[];
  removed: readonly PackageVersions[];
  changed: readonly VersionChange[];
  /** Same versions, other paths. */
  rebuilt: readonly string[];
  /** What the second takes more than the first; negative when it is smaller. */
  bytes: number;
}

interface Sides {
  from: Set<string>;
  to: Set<string>;
  samePaths: boolean;
}

/** Of what `from` and `to` need, without themselves. Undefined when one of the two is not valid. */
export function compareClosures(
  store: StoreQueries,
  from: string,
  to: string,
): ClosureDifference | undefined {
  const [fromId] = store.ids([from]);
  const [toId] = store.ids([to]);
  if (fromId === undefined || toId === undefined) return undefined;
  const before = store.reach([fromId]);
  const after = store.reach([toId]);
  const packages = new Map<string, Sides>();
  let bytes = 0;
  const add = (ids: Iterable<number>, sides: readonly ('from' | 'to')[]) => {
    for (const { path, bytes: size } of store.paths(ids)) {
      if (sides.length === 1) bytes += sides[0] === 'to' ? size : -size;
      // The name of a system has its label in it, so that it would be another package each time.
      if (path === from || path === to) continue;
      const { pname, version } = parseName(nameOfPath(path));
      const found = packages.get(pname) ?? { from: new Set(), to: new Set(), samePaths: true };
      packages.set(pname, found);
      for (const side of sides) found[side].add(version);
      if (sides.length === 1) found.samePaths = false;
    }
  };
  add(before.intersection(after), ['from', 'to']);
  add(before.difference(after), ['from']);
  add(after.difference(before), ['to']);
  return { ...differenceOf(packages), bytes };
}

function differenceOf(packages: ReadonlyMap<string, Sides>): Omit<ClosureDifference, 'bytes'> {
  const added: PackageVersions[] = [];
  const removed: PackageVersions[] = [];
  const changed: VersionChange[] = [];
  const rebuilt: string[] = [];
  const differing = [...packages].filter(([, { samePaths }]) => !samePaths);
  for (const [pname, sides] of differing.sort(([one], [other]) => (one < other ? -1 : 1))) {
    const from = [...sides.from].sort(compareVersions);
    const to = [...sides.to].sort(compareVersions);
    if (from.length === 0) added.push({ pname, versions: to });
    else if (to.length === 0) removed.push({ pname, versions: from });
    else if (sides.from.symmetricDifference(sides.to).size === 0) rebuilt.push(pname);
    else changed.push({ pname, from, to, direction: directionOf(from, to) });
  }
  return { added, removed, changed, rebuilt };
}

function directionOf(from: readonly string[], to: readonly string[]): VersionChange['direction'] {
  const order = compareVersions(from.at(-1) ?? '', to.at(-1) ?? '');
  return order < 0 ? 'up' : order > 0 ? 'down' : 'mixed';
}
