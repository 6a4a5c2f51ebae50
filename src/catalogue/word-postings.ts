import { groupsOf } from './groups.ts';
import { hashTable } from './hash-table.ts';
import { type Keep, keepBelow } from './keep.ts';
import { eachOf, type List } from './list.ts';
import { numberList } from './number-list.ts';
import type { Package } from './package.ts';
import { packNames, unpackNames } from './packed-names.ts';
import { stemOf, wordsOf } from './words.ts';

const SILENT = new Set(
  (
    'a an and any app application are can could do find for from get good have i in install is it like me my need of ' +
    'on or package please program show so software some something that the thing this to tool use used using want ' +
    'watch way what which will with you'
  ).split(' '),
);

/** How much a word counts where it stands; at most 3, for it is packed. */
export const NAME = 3;
const KEYWORD = 3;
const DESCRIPTION = 2;

export interface WordPostings {
  /** The number of a stem, if any package has it. */
  termOf(stem: string): number | undefined;
  /** Packages that have term `t`: `members` from `starts[t]` to before `starts[t + 1]`, as `position << 2 | weight`. */
  starts: Uint32Array;
  members: Uint32Array;
  /** Positions of the packages of which a keyword is just these stems. */
  calledByWords(stems: readonly string[]): ReadonlySet<number>;
}

/** Which packages have a word in their description, names or keywords. */
export function wordPostings(packages: List<Package>, keep: Keep): WordPostings {
  const packed = keep('postings', () => countWords(packages));
  const stems = unpackNames(packed);
  const termsOf = hashTable(
    (add) => {
      for (let term = 0; term < stems.size; term++) add(stems.text(term), 0, term);
    },
    keepBelow(keep, 'stems'),
  );
  const ownersOf = hashTable(
    (add) => {
      eachOf(packages, ({ keywords }, position) => {
        for (const keyword of keywords) add(phraseOf(stemsOf(keyword)), 0, position);
      });
    },
    keepBelow(keep, 'phrases'),
  );

  const isCalled = (position: number, phrase: string) =>
    packages.at(position)?.keywords.some((keyword) => phraseOf(stemsOf(keyword)) === phrase) ?? false;
  return {
    starts: packed.starts,
    members: packed.members,
    termOf(stem) {
      for (const term of termsOf(stem, 0)) if (stems.text(term) === stem) return term;
      return undefined;
    },
    calledByWords(asked) {
      const phrase = phraseOf(asked);
      return new Set([...ownersOf(phrase, 0)].filter((position) => isCalled(position, phrase)));
    },
  };
}

function countWords(packages: List<Package>) {
  const terms = new Map<string, number>();
  const termOfWord = new Map<string, number>();
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
  eachOf(packages, (found, position) => {
    weights.clear();
    count(found.description, DESCRIPTION);
    count(found.attribute, NAME);
    for (const name of found.spoken) count(name, NAME);
    for (const program of found.programs) if (program !== found.attribute) count(program, NAME);
    for (const keyword of found.keywords) count(keyword, KEYWORD);
    for (const [term, weight] of weights) {
      postedTerms.add(term);
      postings.add((position << 2) | weight);
    }
  });
  return {
    ...groupsOf(postedTerms.numbers(), postings.numbers(), terms.size),
    ...packNames([...terms.keys()], [...terms.values()]),
  };
}

function phraseOf(stems: readonly string[]): string {
  return stems.toSorted().join(' ');
}

export function stemsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !SILENT.has(word))
    .map(stemOf);
}
