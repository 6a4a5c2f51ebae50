import { nameOfPath, type PathName, parseName } from './path-name.ts';
import type { StoreQueries } from './store-queries.ts';

/** What is installed by an environment, such as the `sw` of a system: the packages that it refers to, once each. */
export function packagesOf(store: StoreQueries, environment: string): PathName[] {
  return packagesAmong(store.references(environment).filter((path) => path !== environment));
}

/** The packages that store paths are of, in alphabetical order; several outputs are one package. */
export function packagesAmong(paths: Iterable<string>): PathName[] {
  const found = new Map<string, PathName>();
  for (const path of paths) {
    const name = parseName(nameOfPath(path));
    found.set(`${name.pname} ${name.version}`, name);
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, name]) => name);
}
