import { stemOf } from '#catalogue/words.ts';
import type { StateName } from '../expectation.ts';
import type { Sign } from './signs.ts';
import type { Spot } from './spots.ts';

/** Groups of words that do the same work, by the first word of each of their phrases. */
export type Concepts = ReadonlyMap<string, readonly ConceptPhrase[]>;

export interface ConceptPhrase {
  words: readonly string[];
  concept: string;
}

export interface Sentence {
  words: readonly string[];
  /** Positions before which there was a break. */
  breaks: ReadonlySet<number>;
  spots: readonly Spot[];
  signs: ReadonlySet<Sign>;
  state: StateName;
}

/** Stands for the edge of a sentence. */
const [BEGIN, END] = ['^', '$'];

/**
 * What the classifier sees of a sentence: its words (by their stems, what is named by its kind), pairs of
 * neighbors, pairs with one word between, groups of words and their order, parts of long words. Each once.
 */
export function featuresOf(sentence: Sentence, concepts: Concepts): readonly string[] {
  const features = new Set<string>();
  const tokens = tokensOf(sentence);
  const texts = tokens.map(({ text }) => text);
  addNeighbors(features, '', texts);
  const kinds = tokens.map(({ text, kind }) => kind ?? text);
  if (tokens.some(({ kind }) => kind !== undefined)) addNeighbors(features, 'k ', kinds);
  for (const { text, kind } of tokens) if (kind === undefined) addPieces(features, text);
  addConcepts(features, sentence, concepts);
  addLastClause(features, sentence, tokens);
  for (const { isEveryday, packages } of sentence.spots)
    if (isEveryday && packages && packages.length > 0) features.add('everyday');
  features.add(`length ${lengthOf(tokens.length)}`);
  for (const sign of sentence.signs) features.add(`sign ${sign}`);
  if (sentence.state === 'confirming') features.add('confirming');
  if (sentence.breaks.size > 0) features.add(`breaks ${Math.min(sentence.breaks.size, 3)}`);
  return [...features];
}

interface Token {
  /** Position of its first word. */
  at: number;
  text: string;
  /** What it names, more exactly. */
  kind?: string;
}

function tokensOf({ words, spots }: Sentence): readonly Token[] {
  const tokens: Token[] = [];
  const named = spots.filter(({ isEveryday }) => !isEveryday);
  for (let at = 0; at < words.length; ) {
    const spot = named.find(({ from }) => from === at);
    if (spot) {
      tokens.push({ at, text: `@${spot.kind}`, kind: `@${kindOf(spot)}` });
      at = rowEnd(spot, words, named);
      continue;
    }
    const all = tokens.some(({ kind }) => kind) ? allAt(words, at) : undefined;
    tokens.push({ at, text: all ? 'it' : stemOf(words[at] as string) });
    at = all ?? at + 1;
  }
  return tokens;
}

const CONNECTS = new Set(['and', 'plus', 'also', 'with', 'or', 'then', 'the']);

/** Names in a row ("krita, gimp and inkscape") are one to the classifier: it behaves as with one. Gives where the row ends. */
function rowEnd(first: Spot, words: readonly string[], named: readonly Spot[]): number {
  let end = first.to;
  for (;;) {
    const next = named.find(({ from, kind }) => from >= end && kind === 'name');
    if (first.kind !== 'name' || !next || !words.slice(end, next.from).every((word) => CONNECTS.has(word)))
      return end;
    end = next.to;
  }
}

const COUNTED = new Set(['two', 'three', 'four', 'five', 'of']);

/** "both", "all three", "all of them": what was named, together. Gives the position behind it. */
function allAt(words: readonly string[], at: number): number | undefined {
  if (words[at] === 'both') return words[at + 1] === 'of' ? at + 3 : at + 1;
  if (words[at] !== 'all' || !COUNTED.has(words[at + 1] ?? '')) return undefined;
  return words[at + 1] === 'of' ? at + 3 : at + 2;
}

function kindOf({ kind, packages = [], services = [], options = [] }: Spot): string {
  if (kind !== 'name') return kind;
  const kinds = [packages.length > 0 && 'p', services.length > 0 && 's', options.length > 0 && 'o'];
  return kinds.filter((letter) => letter).join('');
}

function addNeighbors(features: Set<string>, prefix: string, texts: readonly string[]): void {
  const padded = [BEGIN, ...texts, END] as string[];
  for (let at = 0; at < padded.length; at++) {
    const [first, second, third] = [padded[at] as string, padded[at + 1], padded[at + 2]];
    if (at > 0 && at < padded.length - 1) features.add(`${prefix}${first}`);
    if (second !== undefined) features.add(`${prefix}${first} ${second}`);
    if (third === undefined) continue;
    features.add(`${prefix}${first} . ${third}`);
  }
}

/** Parts of a word, so that "uninstalling", "unistall" and "in stall" have something in common. */
function addPieces(features: Set<string>, word: string): void {
  if (word.length < 5) return;
  const padded = `<${word}>`;
  for (let at = 0; at + 4 <= padded.length; at++) features.add(`#${padded.slice(at, at + 4)}`);
}

const JOINTS = new Set(['so', 'and', 'but', 'then', 'because', 'since', 'if']);

/** The wish often comes last, behind its reason. */
function addLastClause(features: Set<string>, { words, breaks }: Sentence, tokens: readonly Token[]): void {
  const joints = words.flatMap((word, at) => (at > 0 && (breaks.has(at) || JOINTS.has(word)) ? [at] : []));
  const from = joints.findLast((at) => at <= words.length - 2);
  if (from === undefined) return;
  const clause = tokens.filter(({ at }) => at >= from).map(({ text }) => text);
  for (let at = 0; at < clause.length; at++) {
    features.add(`> ${clause[at]}`);
    features.add(`> ${clause[at]} ${clause[at + 1] ?? END}`);
  }
}

function addConcepts(features: Set<string>, sentence: Sentence, concepts: Concepts): void {
  const order: string[] = [BEGIN as string];
  const { words, spots } = sentence;
  for (let at = 0; at < words.length; at++) {
    const spot = spots.find(({ from, isEveryday }) => from === at && !isEveryday);
    if (spot) {
      order.push(`@${spot.kind}`);
      at = spot.to - 1;
      continue;
    }
    for (const { words: phrase, concept } of concepts.get(stemOf(words[at] as string)) ?? []) {
      if (!phrase.every((word, index) => stemOf(words[at + index] ?? '') === word)) continue;
      features.add(`%${concept}`);
      if (order.at(-1) !== concept) order.push(concept);
    }
  }
  order.push(END as string);
  for (let at = 0; at + 1 < order.length; at++) features.add(`% ${order[at]} ${order[at + 1]}`);
}

function lengthOf(count: number): string {
  return count <= 4 ? String(count) : count <= 8 ? '8' : count <= 14 ? '14' : 'more';
}

/** Reads concepts as `grammars/en/concepts.txt` has them. */
export function parseConcepts(text: string): Concepts {
  const byFirst = new Map<string, ConceptPhrase[]>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (line.startsWith('#') || colon < 0) continue;
    const concept = line.slice(0, colon).trim();
    for (const said of line.slice(colon + 1).split(',')) {
      const words = said.trim().split(/\s+/).map(stemOf);
      const first = words[0] as string;
      byFirst.set(first, [...(byFirst.get(first) ?? []), { words, concept }]);
    }
  }
  return byFirst;
}
