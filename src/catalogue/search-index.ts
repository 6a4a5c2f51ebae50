import type { Keep } from './keep.ts';
import type { List } from './list.ts';
import type { Package, PackageMatch } from './package.ts';
import { NAME, stemsOf, wordPostings } from './word-postings.ts';

const MOST_WORDS = 12;
/** What a package is said to be, word for word, is sure, and never as sure as a name. */
const WHOLE = 0.96;
const PART = 0.8;

export interface Described {
  /** Best first. */
  packages: readonly PackageMatch[];
  /** Whether each of them has all words that were asked for. */
  isWhole: boolean;
}

/**
 * What fits a description. Words count by how rare they are; packages that fit equally well come in the order of the
 * catalogue, which is well-known first.
 */
export function searchIndex(
  packages: List<Package>,
  keep: Keep,
): (query: string, limit: number) => Described {
  const { termOf, starts, members, calledByWords } = wordPostings(packages, keep);
  const scores = new Float32Array(packages.length);
  const words = new Uint8Array(packages.length);
  const touched = new Uint32Array(packages.length);

  return (query, limit) => {
    const asked = [...new Set(stemsOf(query))].slice(0, MOST_WORDS);
    const known = asked.flatMap((word) => termOf(word) ?? []);
    if (known.length === 0 || limit < 1) return { packages: [], isWhole: false };
    let count = 0;
    let most = 0;
    let highest = 0;
    for (const term of known) {
      const [start, end] = [starts[term] as number, starts[term + 1] as number];
      const rarity = Math.log(1 + packages.length / (end - start));
      highest += rarity * NAME;
      for (let at = start; at < end; at++) {
        const posting = members[at] as number;
        const position = posting >>> 2;
        const fitting = (words[position] as number) + 1;
        if (fitting === 1) touched[count++] = position;
        if (fitting > most) most = fitting;
        words[position] = fitting;
        scores[position] = (scores[position] as number) + rarity * (posting & 3);
      }
    }
    const whole = calledByWords(asked);
    const best = bestOf(limit);
    for (let at = 0; at < count; at++) {
      const position = touched[at] as number;
      if (words[position] === most) {
        const fits = (scores[position] as number) / highest;
        const sure = whole.has(position) ? WHOLE : PART;
        best.offer(position, Math.round(sure * fits * 500) / 500);
      }
      scores[position] = 0;
      words[position] = 0;
    }
    const found = best.found.map(({ position, score }) => ({
      package: packages.at(position) as Package,
      score,
      how: 'search' as const,
    }));
    return { packages: found, isWhole: most === asked.length };
  };
}

interface Scored {
  position: number;
  score: number;
}

/** Keeps the best `limit`; of equally good ones, those that come first in the catalogue. */
function bestOf(limit: number): { found: readonly Scored[]; offer(position: number, score: number): void } {
  const found: Scored[] = [];
  const isBetter = (position: number, score: number, than: Scored) =>
    score > than.score || (score === than.score && position < than.position);
  return {
    found,
    offer(position, score) {
      if (found.length >= limit) {
        if (!isBetter(position, score, found.at(-1) as Scored)) return;
        found.pop();
      }
      let at = found.length;
      while (at > 0 && isBetter(position, score, found[at - 1] as Scored)) at--;
      found.splice(at, 0, { position, score });
    },
  };
}
