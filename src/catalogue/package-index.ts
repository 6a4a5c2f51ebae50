import { beginnings } from './beginnings.ts';
import { hashTable } from './hash-table.ts';
import { type Keep, keepBelow, makeAnew } from './keep.ts';
import { eachOf, type List } from './list.ts';
import { type NameMatch, nameIndex } from './name-index.ts';
import { once } from './once.ts';
import type { Package, PackageIndex, PackageMatch } from './package.ts';
import { searchIndex } from './search-index.ts';

/** In a search a name is as sure as a description can be, and one that is only near has to be very near. */
const SEARCHED_NAME = 0.96;
const LEAST_SEARCHED_NAME = 0.75;

/**
 * An index over `packages`, which are listed well-known first. Its parts are built, or taken from what is kept, when they
 * are first asked.
 */
export function packageIndex(packages: List<Package>, keep: Keep = makeAnew): PackageIndex {
  const attributes = once(() =>
    hashTable(
      (add) => eachOf(packages, ({ attribute }, position) => add(attribute, 0, position)),
      keepBelow(keep, 'attributes'),
    ),
  );
  const described = once(() => searchIndex(packages, keepBelow(keep, 'described')));
  const names = once(() =>
    nameIndex(
      packages,
      ({ attribute, spoken, programs }) => ({ name: attribute, spoken: [attribute, ...spoken], programs }),
      keepBelow(keep, 'named'),
    ),
  );
  const begun = once(() => beginnings(packages, keepBelow(keep, 'beginnings')));
  const all = once(() => Array.from({ length: packages.length }, (_, at) => packages.at(at) as Package));
  const positionOf = (attribute: string) => {
    for (const position of attributes()(attribute, 0))
      if (packages.at(position)?.attribute === attribute) return position;
    return -1;
  };
  return {
    size: packages.length,
    all,
    at: (position) => packages.at(position),
    byAttribute(attribute) {
      const position = positionOf(attribute);
      return position < 0 ? undefined : packages.at(position);
    },
    named: (text, limit) => names().named(text, limit).map(asMatch),
    called: (text) =>
      names()
        .called(text)
        .map(({ attribute }) => attribute),
    beginning: (letters, limit) =>
      begun()(letters, limit).map((position) => packages.at(position) as Package),
    bringing: (program) =>
      names()
        .bringing(program)
        .filter(({ programs }) => programs.includes(program)),
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
      const place = ({ package: { attribute } }: PackageMatch) => positionOf(attribute);
      if (isWhole) found.sort((a, b) => b.score - a.score || place(a) - place(b));
      return found.slice(0, limit);
    },
  };
}

function asMatch({ item, score, how }: NameMatch<Package>): PackageMatch {
  return { package: item, score, how };
}
