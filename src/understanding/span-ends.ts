import type { MatchNode } from './match-node.ts';
import { numbersIn, possibleItems, wildcardEnds } from './node-parts.ts';

const NONE: readonly number[] = [];
/** Each position alone. */
const HERE: (readonly number[])[] = [];

function here(at: number): readonly number[] {
  HERE[at] ??= [at];
  return HERE[at];
}

/**
 * Where in `words` what fits a node ends. Lives for one sentence: remembers what it found for each node at each position,
 * so that nothing is tried twice, however many templates share it.
 */
export class SpanEnds {
  readonly words: readonly string[];
  readonly #memo = new Map<number, readonly number[]>();

  constructor(words: readonly string[]) {
    this.words = words;
  }

  /** Whether all words, from the first to the last, fit. */
  isWhole(node: MatchNode): boolean {
    return this.words.length <= node.most && this.of(node, 0).includes(this.words.length);
  }

  /** The positions behind words from `at` on that fit `node`. */
  of(node: MatchNode, at: number): readonly number[] {
    if (at + node.least > this.words.length) return NONE;
    if (node.type === 'words') return this.#literal(node.words, at);
    if (!node.begins.any && !node.begins.words().has(this.words[at] as string))
      return node.empty ? here(at) : NONE;
    if (node.type === 'capture' || node.type === 'value') return this.of(node.item, at);
    const key = node.id * (this.words.length + 1) + at;
    const known = this.#memo.get(key);
    if (known) return known;
    const found = this.#find(node, at);
    this.#memo.set(key, found);
    return found;
  }

  /** The positions behind `node` where it begins at one of `starts`. */
  behind(node: MatchNode, starts: readonly number[]): readonly number[] {
    return this.#isPassedOver(node, starts) ? starts : unionOf(starts, (start) => this.of(node, start));
  }

  #isPassedOver({ empty, begins }: MatchNode, starts: readonly number[]): boolean {
    return empty && !begins.any && !starts.some((start) => begins.words().has(this.words[start] as string));
  }

  #find(node: MatchNode, at: number): readonly number[] {
    switch (node.type) {
      case 'sequence': {
        let ends = here(at);
        for (const item of node.items) {
          ends = this.behind(item, ends);
          if (ends.length === 0) return NONE;
        }
        return ends;
      }
      case 'choice':
        return unionOf(possibleItems(node, this.words[at]), (item) => this.of(item, at));
      case 'range':
        return numbersIn(node.list, this.words, at).map(({ end }) => end);
      case 'wildcard':
        return wildcardEnds(node.list, this.words, at);
      default:
        return NONE;
    }
  }

  #literal(expected: readonly string[], at: number): readonly number[] {
    for (let index = 0; index < expected.length; index++)
      if (this.words[at + index] !== expected[index]) return NONE;
    return here(at + expected.length);
  }
}

/** Each position that one of `items` leads to, once. */
function unionOf<Item>(
  items: readonly Item[],
  positionsOf: (item: Item) => readonly number[],
): readonly number[] {
  let found: readonly number[] = NONE;
  let own: number[] | undefined;
  for (const item of items) {
    const positions = positionsOf(item);
    if (found.length === 0) {
      found = positions;
      continue;
    }
    for (const position of positions) {
      if (found.includes(position)) continue;
      own ??= [...found];
      own.push(position);
      found = own;
    }
  }
  return found;
}
