import { resolve } from 'node:path';
import type { NixPlaces } from '../places.ts';
import { packagesAmong, packagesOf } from '../store/packages-of.ts';
import type { PathName } from '../store/path-name.ts';
import type { StoreDatabase } from '../store/store-database.ts';
import { targetOf } from './if-there.ts';
import { linkedPaths } from './linked-paths.ts';

/** Packages by the store path of an environment, which never changes. */
export type PackageCache = Pick<Map<string, readonly PathName[]>, 'get' | 'set'>;

/**
 * The packages of a system, for all who use it. Where the database cannot be asked, the links of its environment tell; they
 * miss what has neither programs nor anything else that is linked. Nothing for a toplevel without an environment.
 */
export function readPackages(
  toplevel: string,
  places: Pick<NixPlaces, 'store'>,
  database: StoreDatabase,
  known: PackageCache = new Map(),
): readonly PathName[] {
  const target = targetOf(`${toplevel}/sw`);
  if (target === undefined) return [];
  const environment = resolve(toplevel, target);
  const kept = known.get(environment);
  if (kept) return kept;
  const read = database.read((store) => packagesOf(store, environment));
  if (read.type === 'refused') return packagesAmong(linkedPaths(environment, places.store));
  known.set(environment, read.value);
  return read.value;
}
