import { plainName } from '#catalogue/own-names.ts';
import type { PackageIndex, PackageMatch } from '#catalogue/package.ts';
import { spokenName } from '#catalogue/package.ts';
import { isGeneral, isOfEveryDay, isPointedAt } from './everyday-names.ts';
import { letterNamed, NATO_WORDS, spelledText } from './spelling.ts';
import type { Candidate } from './understanding.ts';

/** What the words said for a package mean. */
export type PackageReading =
  | { type: 'packages'; attributes: readonly string[]; score: number }
  | { type: 'candidates'; candidates: readonly Candidate[] }
  | { type: 'unknown'; heard: string };

export interface PackageWords {
  words: readonly string[];
  /** Positions in `words` before which there was a break. */
  breaks: ReadonlySet<number>;
}

/** Below this a name is not what was meant. */
const LEAST_SCORE = 0.75;
/** A second name this near makes us ask. */
const MARGIN = 0.06;
/** In an enumeration, where a wrong split would be a wrong package. */
const SURE_SCORE = 0.93;
/** Letters for their names must make a name this much likelier. */
const LEAST_BETTER = 0.02;
const MOST_NAME_WORDS = 7;
const MOST_PACKAGES = 10;

/** Looks package names up; remembers them for one utterance. */
export function packageReader(index: PackageIndex): (said: PackageWords) => PackageReading {
  const memo = new Map<string, readonly PackageMatch[]>();
  /** "cue bit torrent" is first tried as it was written, then with letters for the names of letters. */
  const named = (words: readonly string[]): readonly PackageMatch[] => {
    const asWritten = index.named(words.join(' '), 4);
    if ((asWritten[0]?.score ?? 0) >= SURE_SCORE) return asWritten;
    const lettered = words.map((word) => letterNamed(word) ?? word);
    if (lettered.every((word, at) => word === words[at])) return asWritten;
    const found = index
      .named(lettered.join(' '), 4)
      .map((match) => ({ ...match, score: match.score * 0.95 }));
    return (found[0]?.score ?? 0) > (asWritten[0]?.score ?? 0) + LEAST_BETTER ? found : asWritten;
  };
  const lookUp = (words: readonly string[]): readonly PackageMatch[] => {
    if (words.length === 0 || words.length > 24) return [];
    // "Blend her" is blender, misheard.
    const isInPieces = words.length === 2 && words[1] === 'her';
    if (!isInPieces && words.some((word) => SENTENCE_WORDS.has(word))) return [];
    const text = words.join(' ');
    const known = memo.get(text);
    if (known) return known;
    const spelled = words.length > 1 ? spelledText(words) : undefined;
    const exact = spelled === undefined ? [] : index.named(spelled, 4);
    const found =
      exact[0]?.score === 1 ? exact : words.length > MOST_NAME_WORDS && !spelled ? [] : named(words);
    memo.set(text, found);
    return found;
  };

  return (said) => {
    const bare = withoutWrapping(said.words);
    if (isOfEveryDay(bare, said.words) && !isOwnName(bare, lookUp))
      return { type: 'unknown', heard: bare.join(' ') };
    const whole = lookUp(said.words);
    if (whole[0]?.score === 1) return decided(whole, said.words);
    // "My text editor", when something is called "text editor": "editor" is no addition there.
    const plain = plainName(said.words);
    const called = plain.length < said.words.length && index.called(plain.join(' ')).length > 0;
    const exact = called ? lookUp(plain) : [];
    if (exact[0]?.score === 1) return decided(exact, plain);
    const one = bare.length === said.words.length ? whole : lookUp(bare);
    if (one[0]?.score === 1) return decided(one, bare);
    const several =
      enumeration(said, lookUp) ?? (said.breaks.size === 0 ? segments(bare, lookUp) : undefined);
    if (several && several.length > 1 && several.length <= MOST_PACKAGES) {
      return { type: 'packages', attributes: several, score: 0.95 };
    }
    const described = describedName(bare, lookUp, index);
    if (described) return { type: 'packages', attributes: [described], score: 0.97 };
    if (said.words.includes('and')) return { type: 'unknown', heard: bare.join(' ') };
    const asBare = decided(one, bare);
    // "A dacity" has no article.
    const reading = asBare.type === 'unknown' ? decided(whole, said.words) : asBare;
    const mustBeSure = isGeneral(bare) || isPointedAt(said.words, bare);
    const isLike = reading.type === 'packages' && reading.score < SURE_SCORE;
    return mustBeSure && isLike ? { type: 'unknown', heard: bare.join(' ') } : reading;
  };
}

/** Called so by nobody but the one who speaks. */
function isOwnName(words: readonly string[], lookUp: LookUp): boolean {
  const [best] = lookUp(words);
  if (best?.score !== 1) return false;
  const { attribute, spoken, programs } = best.package;
  const name = words.join(' ');
  return attribute !== name && !spoken.includes(name) && !programs.includes(name);
}

function decided(matches: readonly PackageMatch[], words: readonly string[]): PackageReading {
  const [best, second] = matches.filter(({ how, score }) => how !== 'search' && score >= LEAST_SCORE);
  if (!best || words.some((word) => NEVER_IN_NAMES.has(word) || NEVER_TOUCHED.has(word)))
    return { type: 'unknown', heard: words.join(' ') };
  const close = second !== undefined && second.score > best.score - MARGIN;
  if (!close) return { type: 'packages', attributes: [best.package.attribute], score: best.score };
  const near = matches.filter(({ how, score }) => how !== 'search' && score > best.score - MARGIN);
  return {
    type: 'candidates',
    candidates: near.map((found) => ({ value: found.package.attribute, spoken: spokenName(found.package) })),
  };
}

/** Words that negate, enumerate or name what must never become a package by mere likeness. */
const NEVER_IN_NAMES = new Set("not don't never no without nothing and or then but if".split(' '));

/** Words of sentences around names: with one of them, no look-up is worth its time. */
const SENTENCE_WORDS = new Set(
  "my me we is are was were am which if because should would could does did has have install remove uninstall your they them he she him her why when while until must shall don't doesn't isn't can't won't haven't about into from without than really been being their".split(
    ' ',
  ),
);

/** Spoken shell syntax and what the system consists of: no package of ours, whatever is like them. */
export const NEVER_TOUCHED = new Set(
  'star wildcard quote quotes bracket parenthesis brace redirect ampersand semicolon pipe slash backslash tilde backtick dollar asterisk root sudo nix nixos itself kernel linux bootloader'.split(
    ' ',
  ),
);

const LEADING = phrases(
  'the command|the shell|the language|the browser|this|that|those|your|his|her|their|the package called|the package named|a package called|the program called|the app called|the package|the program|the app|the application|package|program|the game|the editor|the tool|the|my|our|a copy of|some|an|a|called|named|something called|a program called|an app called|a thing called|both|also|all of|these|my old|the old|my copy of',
);
const TRAILING = phrases(
  'for the desktop|for desktop|package|packages|program|programs|app|apps|application|software|game|tool|thing|thingy|please|again|too|also|for me|right now|now|as well|instead|itself|today|here|up|first|already|the editor|the browser|language|command|desktop app|desktop|shell|browser|editor|text editor|player|client|tool chain|toolchain|runtime|compiler|server|terminal',
);

function phrases(list: string): readonly (readonly string[])[] {
  return list
    .split('|')
    .map((phrase) => phrase.split(' '))
    .sort((a, b) => b.length - a.length);
}

/** "the package called vim please" is "vim". */
function withoutWrapping(words: readonly string[]): readonly string[] {
  let rest = words;
  for (let again = true; again; ) {
    again = false;
    const before = LEADING.find(
      (phrase) => rest.length > phrase.length && phrase.every((word, at) => rest[at] === word),
    );
    if (before) rest = rest.slice(before.length);
    const behind = TRAILING.find(
      (phrase) =>
        rest.length > phrase.length &&
        phrase.every((word, at) => rest[rest.length - phrase.length + at] === word),
    );
    if (behind) rest = rest.slice(0, rest.length - behind.length);
    again = before !== undefined || behind !== undefined;
  }
  return rest;
}

type LookUp = (words: readonly string[]) => readonly PackageMatch[];

/** "git, vim and the fish shell": each part by itself, or nothing. */
function enumeration({ words, breaks }: PackageWords, lookUp: LookUp): readonly string[] | undefined {
  const parts: string[][] = [[]];
  for (const [at, word] of words.entries()) {
    if (breaks.has(at)) parts.push([]);
    if (['and', 'plus', 'with', 'along', 'also', 'then'].includes(word)) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  const filled = parts.map((part) => withoutWrapping(part)).filter((part) => part.length > 0);
  if (filled.length < 2 || parts.some((part) => isOfEveryDay(withoutWrapping(part), part))) return undefined;
  const attributes: string[] = [];
  for (const part of filled) {
    const [best] = lookUp(part);
    if (best && best.score >= SURE_SCORE && best.how !== 'search') attributes.push(best.package.attribute);
    else {
      const more = segments(part, lookUp);
      if (!more) return undefined;
      attributes.push(...more);
    }
  }
  return [...new Set(attributes)];
}

/** "vlc media player", "the image editor gimp": an exact name among words that the package's own description has. */
function describedName(words: readonly string[], lookUp: LookUp, index: PackageIndex): string | undefined {
  if (words.length < 2 || words.length > 6) return undefined;
  for (let length = words.length - 1; length > 0; length--) {
    for (const from of [0, words.length - length]) {
      const [best] = lookUp(words.slice(from, from + length));
      if (best?.score !== 1) continue;
      const rest = [...words.slice(0, from), ...words.slice(from + length)];
      const { attribute } = best.package;
      const about = index.byAttribute(attribute);
      const described = `${about?.description} ${about?.keywords.join(' ')}`
        .toLowerCase()
        .split(/[^a-z0-9+]+/);
      if (rest.every((word) => described.includes(word) || ['the', 'for', 'of'].includes(word)))
        return attribute;
    }
  }
  return undefined;
}

/** Called only what nixpkgs calls it. Many are called like everyday words: "the time machine" is not time and machine. */
function isLittleKnown({ how, package: found }: PackageMatch): boolean {
  return how === 'attribute' && found.spoken.length === 0;
}

/** "blender krita audacity": nothing but exact names, longest first. */
function segments(words: readonly string[], lookUp: LookUp): readonly string[] | undefined {
  if (words.length > 10 || words.length < 2) return undefined;
  // "make papa victor" is a spelled name misheard, not make and pv.
  if (words.some((word) => NATO_WORDS.includes(word))) return undefined;
  const dead = new Set<number>();
  const from = (at: number): readonly string[] | undefined => {
    if (at === words.length) return [];
    if (dead.has(at)) return undefined;
    for (let end = Math.min(words.length, at + 4); end > at; end--) {
      const part = words.slice(at, end);
      // A single letter is part of a spelled name, never a package of its own in a row.
      if (part.length === 1 && (part[0] as string).length < 2) continue;
      const [best] = lookUp(part);
      if (best?.score !== 1 || isLittleKnown(best)) continue;
      const rest = from(end);
      if (rest) return [best.package.attribute, ...rest];
    }
    dead.add(at);
    return undefined;
  };
  return from(0);
}
