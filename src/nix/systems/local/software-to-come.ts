import { nameOfPath, parseName } from '../../store/path-name.ts';
import type { StoreQueries } from '../../store/store-queries.ts';
import type { StorePath } from '../../store-path.ts';

/** The recipes of what will be in the path of all users of a system that need not be built yet. */
export function softwareToCome(derivation: StorePath, store: StoreQueries): readonly string[] {
  const path = store.references(derivation).find((one) => nameOfPath(one) === 'system-path.drv');
  return path === undefined ? [] : store.references(path);
}

/** Of store paths and their recipes; the last of a name counts. */
export function versionsByName(paths: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    paths.map((path) => {
      const { pname, version } = parseName(nameOfPath(path).replace(/\.drv$/, ''));
      return [pname, version] as const;
    }),
  );
}
