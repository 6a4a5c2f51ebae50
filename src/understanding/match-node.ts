import { once } from '#catalogue/once.ts';
import type { GrammarList } from './grammar.ts';

/** A template made ready for matching. Rules and lists are shared nodes, so that each is tried once per position. */
export type MatchNode = NodeFacts & NodeKind;

interface NodeFacts {
  id: number;
  begins: Edge;
  ends: Edge;
  /** It can match nothing. */
  empty: boolean;
  /** It matches at least and at most so many words. */
  least: number;
  most: number;
}

/** The words that a node can begin or end with; `any`: any word. */
interface Edge {
  words(): ReadonlySet<string>;
  any: boolean;
}

type NodeKind =
  | { type: 'words'; words: readonly string[] }
  | { type: 'sequence'; items: readonly MatchNode[] }
  | Choice
  | { type: 'capture'; slot: string; item: MatchNode }
  | { type: 'value'; out: string | number | boolean | undefined; item: MatchNode }
  | { type: 'range'; list: RangeList }
  | { type: 'wildcard'; list: WildcardList };

export interface Choice {
  type: 'choice';
  items: readonly MatchNode[];
  /** Items by each word that they can begin with, and behind them `rest`, which can begin with any, or be nothing. */
  byFirst(): ReadonlyMap<string, readonly MatchNode[]>;
  rest: readonly MatchNode[];
}

export type RangeList = Extract<GrammarList, { kind: 'range' }>;
export type WildcardList = Extract<GrammarList, { kind: 'wildcard' }>;

/** Words of the longest number that is read, with "minus" in front. */
const MOST_NUMBER_WORDS = 11;

const ANY_WORD: Edge = { words: () => new Set(), any: true };

/**
 * Makes nodes, each with a number of its own. Most of a grammar is never tried, so words that a node can begin or end with
 * are gathered when they are first asked for.
 */
export function nodeMaker() {
  let count = 0;
  return {
    words(words: readonly string[]): MatchNode {
      const { length } = words;
      const [begins, ends] = [onlyWord(words[0]), onlyWord(words.at(-1))];
      return { id: count++, type: 'words', words, begins, ends, empty: false, least: length, most: length };
    },
    sequence(items: readonly MatchNode[]): MatchNode {
      return {
        id: count++,
        type: 'sequence',
        items,
        begins: eitherOf(upToFirstFilled(items).map(({ begins }) => begins)),
        ends: eitherOf(upToFirstFilled(items.toReversed()).map(({ ends }) => ends)),
        empty: items.every((item) => item.empty),
        least: items.reduce((sum, item) => sum + item.least, 0),
        most: items.reduce((sum, item) => sum + item.most, 0),
      };
    },
    choice(items: readonly MatchNode[]): MatchNode {
      const isOpen = (item: MatchNode) => item.begins.any || item.empty;
      const rest = items.filter(isOpen);
      return {
        id: count++,
        type: 'choice',
        items,
        byFirst: once(() =>
          sortedByFirst(
            items.filter((item) => !isOpen(item)),
            rest,
          ),
        ),
        rest,
        begins: eitherOf(items.map(({ begins }) => begins)),
        ends: eitherOf(items.map(({ ends }) => ends)),
        empty: items.some((item) => item.empty),
        least: Math.min(...items.map((item) => item.least)),
        most: Math.max(...items.map((item) => item.most)),
      };
    },
    capture(slot: string, item: MatchNode): MatchNode {
      return { id: count++, type: 'capture', slot, item, ...factsOf(item) };
    },
    value(out: string | number | boolean | undefined, item: MatchNode): MatchNode {
      return { id: count++, type: 'value', out, item, ...factsOf(item) };
    },
    range(list: RangeList): MatchNode {
      return { id: count++, type: 'range', list, ...freeWords(MOST_NUMBER_WORDS) };
    },
    wildcard(list: WildcardList): MatchNode {
      return { id: count++, type: 'wildcard', list, ...freeWords(list.words) };
    },
  };
}

function factsOf({ begins, ends, empty, least, most }: MatchNode): Omit<NodeFacts, 'id'> {
  return { begins, ends, empty, least, most };
}

function freeWords(most: number): Omit<NodeFacts, 'id'> {
  return { begins: ANY_WORD, ends: ANY_WORD, empty: false, least: 1, most };
}

function onlyWord(word: string | undefined): Edge {
  return { words: once(() => new Set([word as string])), any: false };
}

function eitherOf(edges: readonly Edge[]): Edge {
  return {
    words: once(() => new Set(edges.flatMap(({ words }) => [...words()]))),
    any: edges.some(({ any }) => any),
  };
}

/** Items up to the first that cannot be nothing. */
function upToFirstFilled(items: readonly MatchNode[]): readonly MatchNode[] {
  return items.slice(0, items.findIndex(({ empty }) => !empty) + 1 || items.length);
}

function sortedByFirst(
  items: readonly MatchNode[],
  rest: readonly MatchNode[],
): ReadonlyMap<string, readonly MatchNode[]> {
  const byFirst = new Map<string, MatchNode[]>();
  for (const item of items) {
    for (const word of item.begins.words()) {
      const same = byFirst.get(word);
      if (same) same.push(item);
      else byFirst.set(word, [item]);
    }
  }
  for (const begun of byFirst.values()) begun.push(...rest);
  return byFirst;
}
