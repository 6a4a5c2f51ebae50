import { type NameMatch, nameIndex } from './name-index.ts';
import type { Package, PackageIndex, PackageMatch } from './package.ts';
import { searchIndex } from './search-index.ts';

/** In a search a name is as sure as a description can be, and one that is only near has to be very near. */
const SEARCHED_NAME = 0.96;
const LEAST_SEARCHED_NAME = 0.75;

/** An index over `packages`, which are listed well-known first. Its parts are built when they are first asked. */
export function packageIndex(packages: readonly Package[]): PackageIndex {
  const positions = once(() => new Map(packages.map(({ attribute }, position) => [attribute, position])));
  const described = once(() => searchIndex(packages));
  const names = once(() =>
    nameIndex(packages, ({ attribute, spoken, programs }) => ({
      name: attribute,
      spoken: [attribute, ...spoken],
      programs,
    })),
  );
  const positionOf = (found: Package) => positions().get(found.attribute) as number;
  return {
    size: packages.length,
    all: () => packages,
    byAttribute: (attribute) => packages[positions().get(attribute) ?? -1],
    named: (text, limit) => names().named(text, limit).map(asMatch),
    called: (text) =>
      names()
        .called(text)
        .map(({ attribute }) => attribute),
    search(query, limit) {
      const { packages: fitting, isWhole } = described()(query, limit);
      // What is only near a name is of interest when the words say nothing together, and then more than one of the words.
      const named = isWhole ? names().exactly(query, limit) : names().named(query, limit);
      const called = named
        .map(asMatch)
        .filter(({ score }) => score >= LEAST_SEARCHED_NAME)
        .map((match) => ({ ...match, score: match.score * SEARCHED_NAME }));
      const others = fitting.filter((match) => !called.some((other) => other.package === match.package));
      const found = [...called, ...others];
      if (isWhole) found.sort((a, b) => b.score - a.score || positionOf(a.package) - positionOf(b.package));
      return found.slice(0, limit);
    },
  };
}

function asMatch({ item, score, how }: NameMatch<Package>): PackageMatch {
  return { package: item, score, how };
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
