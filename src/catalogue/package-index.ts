import { nameIndex } from './name-index.ts';
import type { Package, PackageIndex } from './package.ts';
import { searchIndex } from './search-index.ts';

/** An index over `packages`, which are listed well-known first. Its parts are built when they are first asked. */
export function packageIndex(packages: readonly Package[]): PackageIndex {
  const byAttribute = new Map(packages.map((found) => [found.attribute, found]));
  let named: PackageIndex['named'] | undefined;
  let search: PackageIndex['search'] | undefined;
  return {
    size: packages.length,
    all: () => packages,
    byAttribute: (attribute) => byAttribute.get(attribute),
    named(text, limit) {
      named ??= packagesNamed(packages);
      return named(text, limit);
    },
    search(query, limit) {
      search ??= searchIndex(packages);
      return search(query, limit);
    },
  };
}

function packagesNamed(packages: readonly Package[]): PackageIndex['named'] {
  const named = nameIndex(packages, ({ attribute, spoken, programs }) => ({
    name: attribute,
    spoken: [attribute, ...spoken],
    programs,
  }));
  return (text, limit) => named(text, limit).map(({ item, score, how }) => ({ package: item, score, how }));
}
