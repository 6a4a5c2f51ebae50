import type { Package } from '../package.ts';
import type { Listed } from './nixpkgs-record.ts';

/**
 * What the list has, in the order of a catalogue, well-known first: the bundled packages among them, with what people
 * call them, then the others, those of sets last. What the bundled records say of sizes is true of other versions.
 */
export function mergePackages(
  listed: Iterable<Listed>,
  bundled: readonly Package[],
): { packages: readonly Package[]; doubles: number } {
  const byAttribute = new Map<string, Listed>();
  let doubles = 0;
  for (const found of listed) {
    if (byAttribute.has(found.attribute)) doubles++;
    else byAttribute.set(found.attribute, found);
  }
  const known: Package[] = [];
  for (const ours of bundled) {
    const found = byAttribute.get(ours.attribute);
    if (found) known.push(enriched(found, ours));
    byAttribute.delete(ours.attribute);
  }
  const others = [...byAttribute.values()].map(plain);
  const isInSet = ({ attribute }: Package) => attribute.includes('.');
  return {
    packages: [...known, ...others.filter((found) => !isInSet(found)), ...others.filter(isInSet)],
    doubles,
  };
}

function plain(found: Listed): Package {
  return { ...found, spoken: [], keywords: [], downloadBytes: 0, diskBytes: 0 };
}

function enriched(found: Listed, { description, programs, spoken, keywords }: Package): Package {
  return {
    ...plain(found),
    description: found.description || description,
    programs: [...new Set([...found.programs, ...programs])],
    spoken,
    keywords,
  };
}
