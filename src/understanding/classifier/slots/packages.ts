import { spokenName } from '#catalogue/package.ts';
import type { PackageReading, PackageWords } from '../../package-name.ts';
import type { World } from '../../understand-text.ts';
import type { Sentence } from '../features.ts';
import { MANAGERS } from '../managers.ts';
import type { Spot } from '../spots.ts';
import { type Filled, one, pointedAt } from './filled.ts';
import { areEnumerated, meantSpots } from './meant.ts';
import { unknownStretches } from './unknown-words.ts';

export interface PackageContext {
  world: World;
  readPackage(said: PackageWords): PackageReading;
  isEveryday(word: string): boolean;
  /** How likely the words from `from` to `to` alone ask for the same. */
  probabilityOf(from: number, to: number): number;
}

const MOST_PACKAGES = 8;
/** How sure a name is that is a word of every day, where nothing else can be meant. */
const EVERYDAY_SCORE = 0.8;
/** Words that are said too often to be meant as a name. */
const COMMON = new Set(
  "make go find which just free most kind love play less file sent hello choose clock dash dot expect glow joe pass paper paper's progress r sage age black cheat convert deploy diff dust free most nil top weather wipe units tree".split(
    ' ',
  ),
);
/** A name that is only like a package's must be this like it. */
const LEAST_SCORE = 0.8;

/** The packages that a sentence is about. */
export function fillPackage(sentence: Sentence, context: PackageContext): Filled {
  const spots = withoutManagers(meantSpots(sentence, 'packages'), sentence);
  const sure = spots.filter((spot) => !spot.isEveryday);
  if (sure.length > 0) return fromSpots(sure, sentence, context);
  const described = spots.filter((spot) => isCalledSoftware(spot, sentence, context));
  if (described.length === 1) return fromSpots(described, sentence, context);
  const like = fromLikeness(sentence, context);
  if (like) return like;
  const reference = pointedAt(sentence.words);
  if (reference) return { type: 'pointed', slot: 'package', reference };
  const [heard] = unknownStretches(sentence.words, context.isEveryday);
  if (heard) return { type: 'missing', slot: 'package', heard: heard.join(' ') };
  const [only] = spots.filter(({ from }) => !COMMON.has(sentence.words[from] as string));
  if (!only) return { type: 'missing', slot: 'package' };
  const [attribute, ...others] = only.packages ?? [];
  return attribute !== undefined && others.length === 0 && spots.length === 1
    ? one({ package: attribute }, 'word of every day', EVERYDAY_SCORE)
    : asked([only], context);
}

function fromSpots(spots: readonly Spot[], sentence: Sentence, context: PackageContext): Filled {
  const names = distinct(spots);
  if (names.length === 1 || (areEnumerated(names, sentence) && names.length <= MOST_PACKAGES)) {
    const unclear = names.find(({ packages = [] }) => packages.length > 1);
    if (unclear) return asked([unclear], context);
    const [first, ...rest] = names.map(({ packages }) => ({ package: packages?.[0] as string }));
    return { type: 'filled', slots: [first as { package: string }, ...rest], score: 1, source: 'named' };
  }
  const [clearest, ...others] = names
    .map((name) => ({ name, likelihood: clauseOf(name) }))
    .sort((a, b) => b.likelihood - a.likelihood);
  return clearest && others.every(({ likelihood }) => clearest.likelihood > CLEARER * likelihood)
    ? fromSpots([clearest.name], sentence, context)
    : asked(names, context);

  /** "I am an emacs guy now, vs code can go": what is said of it is said in its clause. */
  function clauseOf({ from, to }: Spot): number {
    const { breaks, words } = sentence;
    const begin = Math.max(0, ...[...breaks].filter((at) => at <= from));
    const end = Math.min(words.length, ...[...breaks].filter((at) => at >= to));
    return context.probabilityOf(begin, end);
  }
}

/** So much likelier must be what is said of one name than what is said of another. */
const CLEARER = 3;

/** Who says "apt get install" speaks of apt as little as who says "nix". */
function withoutManagers(spots: readonly Spot[], { words }: Sentence): readonly Spot[] {
  const others = spots.filter(({ from }) => !MANAGERS.has(words[from] as string));
  return others.length > 0 ? others : spots;
}

function asked(spots: readonly Spot[], { world }: PackageContext): Filled {
  const candidates = [...new Set(spots.flatMap(({ packages = [] }) => packages))].flatMap((attribute) => {
    const found = world.packages.byAttribute(attribute);
    return found ? [{ value: attribute, spoken: spokenName(found) }] : [];
  });
  return { type: 'candidates', slot: 'package', candidates };
}

function distinct(spots: readonly Spot[]): readonly Spot[] {
  return spots.filter((spot, at) => spots.findIndex((other) => sameNames(other, spot)) === at);
}

function sameNames(a: Spot, b: Spot): boolean {
  return JSON.stringify(a.packages) === JSON.stringify(b.packages);
}

const SOFTWARE = new Set(
  'package packages program app application software tool game editor shell browser language client player toolchain compiler command called named binary'.split(
    ' ',
  ),
);

/** "the fish shell", "a program called less": said to be software, so that no word of every day is meant. */
function isCalledSoftware(
  { from, to, packages = [] }: Spot,
  { words }: Sentence,
  { world }: PackageContext,
): boolean {
  const around = [words[from - 1], words[to], words[to + 1]].filter((word) => word !== undefined);
  if (around.some((word) => SOFTWARE.has(word))) return true;
  const next = words[to];
  return (
    next !== undefined &&
    packages.some((attribute) => {
      const found = world.packages.byAttribute(attribute);
      return found?.keywords.some((keyword) => keyword.split(' ').includes(next)) === true;
    })
  );
}

/** A name that is nearly a package's: misheard, misspelled. */
function fromLikeness({ words }: Sentence, { readPackage, isEveryday }: PackageContext): Filled | undefined {
  for (const stretch of unknownStretches(words, isEveryday)) {
    const found = readPackage({ words: stretch, breaks: new Set() });
    if (found.type === 'packages' && found.score >= LEAST_SCORE && found.attributes.length === 1)
      return one({ package: found.attributes[0] as string }, `like ${stretch.join(' ')}`, found.score);
    if (found.type === 'candidates')
      return { type: 'candidates', slot: 'package', candidates: found.candidates };
  }
  return undefined;
}
