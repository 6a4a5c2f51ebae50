import type { PackageIndex } from './package.ts';

/** Packages that can be replaced while they are in use: who has the index finds the new ones. */
export interface LivePackages {
  readonly index: PackageIndex;
  replace(next: PackageIndex): void;
}

export function livePackages(first: PackageIndex): LivePackages {
  let now = first;
  return {
    index: {
      get size() {
        return now.size;
      },
      all: () => now.all(),
      byAttribute: (attribute) => now.byAttribute(attribute),
      named: (text, limit) => now.named(text, limit),
      called: (text) => now.called(text),
      search: (query, limit) => now.search(query, limit),
    },
    replace(next) {
      now = next;
    },
  };
}
