import { bundledPackages } from '#catalogue/bundled-packages.ts';
import type { Package } from '#catalogue/package.ts';
import { numbersFrom } from '../long/random.ts';
import * as words from './package-words.ts';

const SEED = 20_251_130;
const NONE: readonly string[] = [];

/**
 * As many packages as all of nixpkgs, or fewer: the bundled ones first, then made-up ones as nixpkgs has them, most of
 * them in sets, some with names that are English words. The same in each run; of a smaller number, the beginning.
 */
export function manyPackages(count: number): readonly Package[] {
  const made: Package[] = bundledPackages().slice(0, count);
  const taken = new Set(made.map(({ attribute }) => attribute));
  const maker = packageMaker(numbersFrom(SEED));
  const english = words.ENGLISH.filter((word) => !taken.has(word));
  while (made.length < count) {
    const found = maker(made.length % 40 === 0 ? english.pop() : undefined);
    if (taken.has(found.attribute)) continue;
    taken.add(found.attribute);
    made.push(found);
  }
  return made;
}

function packageMaker(random: () => number): (name: string | undefined) => Package {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <Item>(items: readonly Item[]) => items[below(items.length)] as Item;
  const chance = (share: number) => random() < share;

  return (given) => {
    const set = given === undefined ? setAt(below(100)) : undefined;
    const name = given ?? (set?.[0] === 'rPackages' ? nameOfR() : nameOf());
    const isLibrary = set !== undefined;
    const bytes = 20_000 + below(60_000_000);
    return {
      attribute: set ? `${set[0]}.${name}` : name,
      version: versionOf(),
      description: descriptionOf(set?.[2]),
      programs: isLibrary && !chance(0.08) ? NONE : programsOf(name),
      spoken: NONE,
      keywords: NONE,
      downloadBytes: bytes,
      diskBytes: bytes * (2 + below(5)),
    };
  };

  function setAt(percent: number) {
    let reached = 0;
    return words.SETS.find(([, share]) => {
      reached += share;
      return percent < reached;
    });
  }

  function nameOf(): string {
    const kind = below(10);
    if (kind < 3) return `${pick(words.STEMS)}-${pick(words.STEMS)}`;
    if (kind < 4) return `${pick(words.STEMS)}-${pick(words.STEMS)}-${pick(words.ENDINGS)}`;
    if (kind < 6) return `${pick(words.AFFIXES)}${chance(0.3) ? '-' : ''}${pick(words.STEMS)}${numberOf()}`;
    if (kind < 7) return `${pick(words.STEMS)}${pick(words.ENDINGS)}${numberOf()}`;
    if (kind < 8) return `${coined()}-${pick(words.ENDINGS)}`;
    return `${coined()}${numberOf()}`;
  }

  /** `sparkTables`, `RcppFrost`: names of R have capitals and no dashes. */
  function nameOfR(): string {
    const end = pick(words.STEMS);
    const capital = `${end[0]?.toUpperCase()}${end.slice(1)}`;
    return chance(0.2) ? `Rcpp${capital}` : `${chance(0.5) ? coined() : pick(words.STEMS)}${capital}`;
  }

  function coined(): string {
    const syllables = Array.from({ length: 2 + below(3) }, () => pick(words.SYLLABLES));
    return syllables.join('') + (chance(0.4) ? pick(['n', 's', 'x', 'r', 'k', 'l', 'm', 't']) : '');
  }

  function numberOf(): string {
    return chance(0.12) ? pick(['2', '3', '4', '5', '6', '_2', '_3', '-ng', '64']) : '';
  }

  function versionOf(): string {
    if (chance(0.1)) return `0-unstable-20${20 + below(6)}-${10 + below(3)}-${10 + below(18)}`;
    return `${below(12)}.${below(30)}.${below(20)}`;
  }

  function descriptionOf(subject: string | undefined): string {
    const begin = subject ?? pick(words.KIND_NAMES);
    const manner = chance(0.5) ? ` ${pick(words.MANNERS)}` : '';
    return `${begin} ${pick(words.DEEDS)} ${pick(words.THINGS)}${manner}`;
  }

  function programsOf(name: string): readonly string[] {
    const more = chance(0.2) ? [`${name}-${pick(words.ENDINGS)}`] : [];
    return chance(0.1) ? [pick(words.STEMS), ...more] : [name, ...more];
  }
}

/** A name as fingers that slip write it: by its length a letter is swapped, missing, doubled or another. */
export function misspelled(name: string): string {
  const at = Math.floor(name.length / 2);
  const [before, letter, behind] = [name.slice(0, at), name.charAt(at), name.slice(at + 1)];
  switch (name.length % 4) {
    case 0:
      return before + behind.charAt(0) + letter + behind.slice(1);
    case 1:
      return before + behind;
    case 2:
      return before + letter + letter + behind;
    default:
      return `${before}o${behind}`;
  }
}

/** What is asked for, and what has to be among the first three. */
export const WANTED: readonly (readonly [query: string, attribute: string])[] = [
  ['firefox', 'firefox'],
  ['fire fox', 'firefox'],
  ['v l c', 'vlc'],
  ['lib re office', 'libreoffice'],
  ['vs code', 'vscode'],
  ['visual studio code', 'vscode'],
  ['chrome', 'google-chrome'],
  ['firefxo', 'firefox'],
  ['thunderbrid', 'thunderbird'],
  ['kreeta', 'krita'],
  ['audassity', 'audacity'],
  ['browser', 'firefox'],
  ['text editor', 'neovim'],
  ['spreadsheet', 'libreoffice'],
];
