import { groupsOf } from './groups.ts';
import { numberList } from './number-list.ts';
import type { Package, PackageMatch } from './package.ts';
import { stemOf, wordsOf } from './words.ts';

const SILENT = new Set(
  (
    'a an and any app application are can could do find for from get good have i in install is it like me my need of ' +
    'on or package please program show so software some something that the thing this to tool use used using want ' +
    'watch way what which will with you'
  ).split(' '),
);

/** How much a word counts where it stands; at most 3, for it is packed. */
const NAME = 3;
const KEYWORD = 3;
const DESCRIPTION = 2;
const WEIGHTS = 4;

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
export function searchIndex(packages: readonly Package[]): (query: string, limit: number) => Described {
  const { terms, starts, members, phrases } = postingsOf(packages);
  const scores = new Float32Array(packages.length);
  const words = new Uint8Array(packages.length);
  const touched = new Uint32Array(packages.length);

  return (query, limit) => {
    const asked = [...new Set(stemsOf(query))].slice(0, MOST_WORDS);
    const known = asked.flatMap((word) => terms.get(word) ?? []);
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
        const position = (posting / WEIGHTS) | 0;
        const fitting = (words[position] as number) + 1;
        if (fitting === 1) touched[count++] = position;
        if (fitting > most) most = fitting;
        words[position] = fitting;
        scores[position] = (scores[position] as number) + rarity * (posting % WEIGHTS);
      }
    }
    const phrase = phrases.get(phraseOf(asked));
    const best = bestOf(limit);
    for (let at = 0; at < count; at++) {
      const position = touched[at] as number;
      if (words[position] === most) {
        const fits = (scores[position] as number) / highest;
        const sure = phrase?.has(position) ? WHOLE : PART;
        best.offer(position, Math.round(sure * fits * 500) / 500);
      }
      scores[position] = 0;
      words[position] = 0;
    }
    const found = best.found.map(({ position, score }) => ({
      package: packages[position] as Package,
      score,
      how: 'search' as const,
    }));
    return { packages: found, isWhole: most === asked.length };
  };
}

/** Which packages have a word, as `position * WEIGHTS + weight`, by the number of its stem. */
function postingsOf(packages: readonly Package[]) {
  const terms = new Map<string, number>();
  const termOfWord = new Map<string, number>();
  const phrases = new Map<string, Set<number>>();
  const postedTerms = numberList();
  const postings = numberList();
  const weights = new Map<number, number>();
  const termOf = (word: string): number => {
    const known = termOfWord.get(word);
    if (known !== undefined) return known;
    const stem = stemOf(word);
    const term = terms.get(stem) ?? terms.size;
    terms.set(stem, term);
    termOfWord.set(word, term);
    return term;
  };
  const count = (text: string, weight: number) => {
    for (const word of wordsOf(text)) {
      if (SILENT.has(word)) continue;
      const term = termOf(word);
      if (weight > (weights.get(term) ?? 0)) weights.set(term, weight);
    }
  };
  packages.forEach((found, position) => {
    weights.clear();
    count(found.description, DESCRIPTION);
    count(found.attribute, NAME);
    for (const name of found.spoken) count(name, NAME);
    for (const program of found.programs) if (program !== found.attribute) count(program, NAME);
    for (const keyword of found.keywords) {
      count(keyword, KEYWORD);
      const phrase = phraseOf(stemsOf(keyword));
      const owners = phrases.get(phrase);
      if (owners) owners.add(position);
      else phrases.set(phrase, new Set([position]));
    }
    for (const [term, weight] of weights) {
      postedTerms.add(term);
      postings.add(position * WEIGHTS + weight);
    }
  });
  return { terms, phrases, ...groupsOf(postedTerms.numbers(), postings.numbers(), terms.size) };
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

function phraseOf(stems: readonly string[]): string {
  return stems.toSorted().join(' ');
}

function stemsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !SILENT.has(word))
    .map(stemOf);
}
