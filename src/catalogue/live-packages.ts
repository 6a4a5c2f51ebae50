import type { PackageIndex } from './package.ts';

/** Packages that can be replaced while they are in use: who has the index finds the new ones. */
export interface LivePackages {
  readonly index: PackageIndex;
  replace(next: PackageIndex): void;
}

/** `first` is asked for when somebody first looks something up. */
export function livePackages(first: () => PackageIndex): LivePackages {
  let made: PackageIndex | undefined;
  const now = () => {
    made ??= first();
    return made;
  };
  return {
    index: {
      get size() {
        return now().size;
      },
      all: () => now().all(),
      at: (position) => now().at(position),
      byAttribute: (attribute) => now().byAttribute(attribute),
      named: (text, limit) => now().named(text, limit),
      called: (text) => now().called(text),
      beginning: (letters, limit) => now().beginning(letters, limit),
      bringing: (program) => now().bringing(program),
      search: (query, limit) => now().search(query, limit),
    },
    replace(next) {
      made = next;
    },
  };
}
