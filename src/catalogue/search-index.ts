import type { Package, PackageMatch } from './package.ts';
import { stemOf, wordsOf } from './words.ts';

const SILENT = new Set(
  (
    'a an and any app application are can could do find for from get good have i in install is it like me my need of ' +
    'on or package please program show so software some something that the thing this to tool use used using want ' +
    'watch way what which will with you'
  ).split(' '),
);

/** How much a word counts where it stands. */
const NAME = 3;
const KEYWORD = 3;
const DESCRIPTION = 2;

interface Posting {
  position: number;
  weight: number;
}

/**
 * What fits a description. Words count by how rare they are; packages that fit equally well come in the order of the
 * catalogue, which is well-known first.
 */
export function searchIndex(
  packages: readonly Package[],
): (query: string, limit: number) => readonly PackageMatch[] {
  const postings = new Map<string, Posting[]>();
  const phrases = new Map<string, Set<number>>();
  packages.forEach((found, position) => {
    const weights = new Map<string, number>();
    const count = (text: string, weight: number) => {
      for (const word of stemsOf(text)) weights.set(word, Math.max(weight, weights.get(word) ?? 0));
    };
    count(found.description, DESCRIPTION);
    for (const name of [found.attribute, ...found.spoken, ...found.programs]) count(name, NAME);
    for (const keyword of found.keywords) {
      count(keyword, KEYWORD);
      const phrase = stemsOf(keyword).sort().join(' ');
      const owners = phrases.get(phrase);
      if (owners) owners.add(position);
      else phrases.set(phrase, new Set([position]));
    }
    for (const [word, weight] of weights) {
      const list = postings.get(word);
      if (list) list.push({ position, weight });
      else postings.set(word, [{ position, weight }]);
    }
  });
  const scores = new Float32Array(packages.length);
  const words = new Uint8Array(packages.length);

  return (query, limit) => {
    const asked = [...new Set(stemsOf(query))].slice(0, 12);
    const known = asked.filter((word) => postings.has(word));
    if (known.length === 0 || limit < 1) return [];
    const touched: number[] = [];
    let highest = 0;
    for (const word of known) {
      const list = postings.get(word) as Posting[];
      const rarity = Math.log(1 + packages.length / list.length);
      highest += rarity * NAME;
      for (const { position, weight } of list) {
        if (words[position] === 0) touched.push(position);
        words[position] = (words[position] as number) + 1;
        scores[position] = (scores[position] as number) + rarity * weight;
      }
    }
    const most = Math.max(...touched.map((position) => words[position] as number));
    const phrase = phrases.get([...asked].sort().join(' '));
    const found = touched
      .filter((position) => words[position] === most)
      .map((position) => {
        const fits = (scores[position] as number) / highest;
        return { position, score: Math.round((phrase?.has(position) ? 0.5 : 0.4) * fits * 1000) / 500 };
      });
    for (const position of touched) {
      scores[position] = 0;
      words[position] = 0;
    }
    return found
      .sort((a, b) => b.score - a.score || a.position - b.position)
      .slice(0, limit)
      .map(({ position, score }) => ({
        package: packages[position] as Package,
        score,
        how: 'search' as const,
      }));
  };
}

function stemsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !SILENT.has(word))
    .map(stemOf);
}
