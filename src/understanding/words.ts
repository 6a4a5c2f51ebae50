import { contractionOf, repairsFrom } from './repairs.ts';

/** A sentence as canonical words: what templates and text are both turned into before they are compared. */
export interface Words {
  words: readonly string[];
  /** Positions before which the writer or speaker made a break (comma, full stop, dash). */
  breaks: ReadonlySet<number>;
}

const BREAKING = /[,;:!?…]|\.(?=\s|$)|\s[-–—]+(?=\s|$)|[–—]|-(?=\s|$)/u;

/** Text in which there is nothing to normalize: most of it. */
const PLAIN = /^(?: *[a-z0-9]+(?:'[a-z]+)?)(?: +[a-z0-9]+(?:'[a-z]+)?)* *$/;

/** Canonical words of `text`: lower case, contractions opened ("what's" is "what is"), known mishearings repaired. */
export function wordsOf(text: string): Words {
  if (PLAIN.test(text))
    return repaired(
      text.split(' ').filter((word) => word !== ''),
      new Set(),
    );
  const words: string[] = [];
  const breaks = new Set<number>();
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’ʼ`´](?=[a-z])/gu, "'")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  for (const piece of plain.split(/(\s+)/u)) {
    if (piece === '' || /^\s+$/u.test(piece)) continue;
    const leading = /^[-–—.,;:!?…"“”«»'()]*/u.exec(piece)?.[0] ?? '';
    const body = /^-+[a-z0-9]/u.test(piece) ? piece : piece.slice(leading.length);
    if (BREAKING.test(`${leading} `)) breaks.add(words.length);
    addPiece(body, words, breaks);
  }
  breaks.delete(0);
  return repaired(words, breaks);
}

/** Only the words, for templates and comparisons. */
export function canonical(text: string): readonly string[] {
  return wordsOf(text).words;
}

function addPiece(piece: string, words: string[], breaks: Set<number>): void {
  const trailing = /[-–—.,;:!?…"“”«»'()]*$/u.exec(piece)?.[0] ?? '';
  const body = /^[^\p{L}\p{N}]+$/u.test(piece) ? piece : piece.slice(0, piece.length - trailing.length);
  if (body !== '' && !/^[-–—.,;:!?…"“”«»'()]+$/u.test(body)) {
    // A flag ("-rf") keeps its dash: it must never pass for a word.
    const parts = body.startsWith('-')
      ? [body]
      : body.split(/(?<=[\p{L}\p{N}])[-–—,](?=[\p{L}\p{N}])|(?<=\p{N})(?=[%°])|(?<=[%°])(?=\p{L})/u);
    words.push(...parts.filter((part) => part !== ''));
  }
  if (BREAKING.test(`${trailing} `)) breaks.add(words.length);
}

/** Contractions first, so that "that's not" and "that is not" meet the same repairs. */
function repaired(words: readonly string[], breaks: ReadonlySet<number>): Words {
  const opened = replaced({ words, breaks }, (at) => {
    const meant = contractionOf(words[at] as string);
    return meant && { length: 1, by: meant };
  });
  return replaced(opened, (at) => repairAt(opened.words, at));
}

interface Replacement {
  length: number;
  by: readonly string[];
}

function replaced({ words, breaks }: Words, replacementAt: (at: number) => Replacement | undefined): Words {
  const result: string[] = [];
  const kept = new Set<number>();
  for (let at = 0; at < words.length; ) {
    if (breaks.has(at)) kept.add(result.length);
    const { length, by } = replacementAt(at) ?? { length: 1, by: [words[at] as string] };
    result.push(...by);
    at += length;
  }
  kept.delete(0);
  return { words: result, breaks: kept };
}

function repairAt(words: readonly string[], at: number): Replacement | undefined {
  for (const repair of repairsFrom(words[at] as string)) {
    if (repair.heard.every((word, offset) => words[at + offset] === word)) {
      return { length: repair.heard.length, by: repair.meant };
    }
  }
  return undefined;
}

/** As the model hears them; the longest first, where one begins like another. */
export const WAKE_PHRASES: readonly (readonly string[])[] = [
  ['wake', 'up', 'nix'],
  ['hey', 'nix'],
  ['ok', 'nix'],
  ['hey', 'computer'],
  ['ok', 'computer'],
  ['computer'],
];

/** `words` without a wake phrase in front; `woken` tells whether there was one. */
export function withoutWakePhrase(said: Words): Words & { woken: boolean } {
  for (const phrase of WAKE_PHRASES) {
    if (!phrase.every((word, index) => said.words[index] === word)) continue;
    return { ...slice(said, phrase.length, said.words.length), woken: true };
  }
  return { ...said, woken: false };
}

/** Words `from` (included) to `to` (excluded), breaks moved along. */
export function slice(said: Words, from: number, to: number): Words {
  const breaks = new Set<number>();
  for (const at of said.breaks) if (at > from && at < to) breaks.add(at - from);
  return { words: said.words.slice(from, to), breaks };
}

/** What `find` finds for `said`, once for the same words with the same breaks. */
export function kept<Found>(known: Map<string, Found>, said: Words, find: () => Found): Found {
  const key = `${said.words.join(' ')}|${[...said.breaks].join()}`;
  const before = known.get(key);
  if (before !== undefined || known.has(key)) return before as Found;
  const found = find();
  known.set(key, found);
  return found;
}

const FILLERS = new Set([
  'um',
  'uh',
  'uhm',
  'er',
  'erm',
  'ah',
  'hmm',
  'hm',
  'mm',
  'please',
  'well',
  'oh',
  'eh',
]);

/** "a" and "i" are words. */
const LETTER = /^[b-hj-z]$/;

/** Without hesitation and politeness, which change no meaning, not even that of a yes. */
export function withoutFillers(said: Words): Words {
  return keepWords(said, (at) => !FILLERS.has(said.words[at] as string) && !isFalseStart(said, at));
}

/** "y-yeah", "fire- firefox": a beginning that the next word completes. In "h t o p please" the p is spelled. */
function isFalseStart({ words, breaks }: Words, at: number): boolean {
  const [word, next] = [words[at] as string, words[at + 1]];
  if (next === undefined || next === word || !next.startsWith(word)) return false;
  if (word.length === 1)
    return next.length > 3 && LETTER.test(word) && !(at > 0 && LETTER.test(words[at - 1] as string));
  return word.length > 2 && breaks.has(at + 1);
}

type Phrases = readonly (readonly string[])[];

/** Without the skip words of a grammar, and without words said twice in a row. */
export function withoutSkipWords(said: Words, skipWords: Phrases): Words {
  const { words } = said;
  const byFirst = sortedByFirst(skipWords);
  const dropped = new Set<number>();
  for (let at = 0; at < words.length; at++) {
    for (const phrase of byFirst.get(words[at] as string) ?? []) {
      if (phrase.every((word, index) => words[at + index] === word)) {
        for (let index = 0; index < phrase.length; index++) dropped.add(at + index);
      }
    }
  }
  const kept = keepWords(said, (at) => !dropped.has(at));
  return withoutStutter(kept);
}

const sorted = new WeakMap<Phrases, ReadonlyMap<string, Phrases>>();

/** Phrases by their first word; once for the same ones. */
function sortedByFirst(phrases: Phrases): ReadonlyMap<string, Phrases> {
  const known = sorted.get(phrases);
  if (known) return known;
  const byFirst = Map.groupBy(phrases, ([first = '']) => first);
  sorted.set(phrases, byFirst);
  return byFirst;
}

function withoutStutter(said: Words): Words {
  const { words } = said;
  const isSaidAgain = (at: number, size: number) => {
    const word = words[at];
    return word !== undefined && word.length > 1 && word === words[at + size];
  };
  const isPairAt = (at: number) => isSaidAgain(at, 2) && isSaidAgain(at + 1, 2);
  return keepWords(said, (at) => !isSaidAgain(at, 1) && !isPairAt(at) && !isPairAt(at - 1));
}

function keepWords(said: Words, keep: (at: number) => boolean): Words {
  const words: string[] = [];
  const breaks = new Set<number>();
  for (let at = 0; at < said.words.length; at++) {
    if (said.breaks.has(at)) breaks.add(words.length);
    if (keep(at)) words.push(said.words[at] as string);
  }
  breaks.delete(0);
  return words.length === said.words.length ? said : { words, breaks };
}
