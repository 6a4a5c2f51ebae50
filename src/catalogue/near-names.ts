import { editDistance } from './edit-distance.ts';

export interface NearName {
  /** Position of the name in the list it was built from. */
  name: number;
  /** 0 to 1: the part of the longer name that is the same. */
  similarity: number;
}

/** How many names that share the most trigrams are compared letter by letter. */
const COMPARED = 60;
/** A trigram that so many names have tells nothing. */
const COMMON = 8000;

/** Finds the names that are spelled nearly like another, by shared trigrams first; the list may be long. */
export function nearNames(names: readonly string[]): (name: string) => readonly NearName[] {
  const postings = new Map<string, number[]>();
  names.forEach((name, position) => {
    for (const gram of trigrams(name)) {
      const list = postings.get(gram);
      if (list) list.push(position);
      else postings.set(gram, [position]);
    }
  });
  const shared = new Uint8Array(names.length);

  return (name) => {
    const touched: number[] = [];
    for (const gram of trigrams(name)) {
      const list = postings.get(gram);
      if (!list || list.length > COMMON) continue;
      for (const position of list) {
        if (shared[position] === 0) touched.push(position);
        shared[position] = (shared[position] as number) + 1;
      }
    }
    const common = (position: number) =>
      (2 * (shared[position] as number)) / (name.length + (names[position] as string).length);
    const best = touched
      .map((position) => ({ position, common: common(position) }))
      .sort((a, b) => b.common - a.common)
      .slice(0, COMPARED);
    for (const position of touched) shared[position] = 0;
    return best.flatMap(({ position }) => {
      const similarity = similarityOf(name, names[position] as string);
      return similarity > 0 ? [{ name: position, similarity }] : [];
    });
  };
}

/** One edit in three or four letters, two in up to eight, three in longer names; 0 beyond. */
function similarityOf(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  if (longer < 3) return 0;
  const limit = longer <= 4 ? 1 : longer <= 8 ? 2 : 3;
  const distance = editDistance(a, b, limit);
  return distance > limit ? 0 : 1 - distance / longer;
}

function trigrams(name: string): Set<string> {
  const padded = `^${name}$`;
  const grams = new Set<string>();
  for (let at = 0; at + 2 <= padded.length; at++) grams.add(padded.slice(at, at + 3));
  return grams;
}
