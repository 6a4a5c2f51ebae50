import type { Keep } from './keep.ts';
import { eachOf, type List } from './list.ts';
import type { Package } from './package.ts';
import { packNames, unpackNames } from './packed-names.ts';

/** A name as half of it is compared: its letters and digits, without gaps. */
export function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9+]/g, '');
}

/** Behind all that `lettersOf` gives. */
const LAST = '~';

/** Finds the positions of those whose name begins with some letters; those that come first in the catalogue, at most `limit`. */
export function beginnings(
  packages: List<Package>,
  keep: Keep,
): (letters: string, limit: number) => readonly number[] {
  const names = unpackNames(keep('sorted', () => sortedNames(packages)));
  const firstFrom = (letters: string) => {
    let [low, high] = [0, names.size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (names.text(middle) < letters) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (letters, limit) => {
    const found: number[] = [];
    const end = firstFrom(letters + LAST);
    for (let name = firstFrom(letters); name < end; name++) {
      const position = names.owner(name);
      if (found.length >= limit && position > (found.at(-1) as number)) continue;
      if (found.includes(position)) continue;
      found.push(position);
      found.sort((a, b) => a - b).splice(limit);
    }
    return found;
  };
}

function sortedNames(packages: List<Package>) {
  const letters: string[] = [];
  const owners: number[] = [];
  eachOf(packages, ({ attribute, spoken }, position) => {
    for (const name of [attribute, ...spoken]) {
      letters.push(lettersOf(name));
      owners.push(position);
    }
  });
  const order = Uint32Array.from(letters, (_, name) => name).sort((a, b) => {
    const [one, other] = [letters[a] as string, letters[b] as string];
    return one < other ? -1 : one > other ? 1 : a - b;
  });
  return packNames(
    Array.from(order, (name) => letters[name] as string),
    Array.from(order, (name) => owners[name] as number),
  );
}
