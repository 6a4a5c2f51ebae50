import type { MatchNode } from './match-node.ts';
import { possibleItems } from './node-parts.ts';
import type { SpanEnds } from './span-ends.ts';

/** Whether a text could go on: its words end inside a node, all fit so far, and more could follow. Lives for one text. */
export class GoingOn {
  readonly #ends: SpanEnds;
  readonly #memo = new Map<number, boolean>();

  constructor(ends: SpanEnds) {
    this.#ends = ends;
  }

  /** Whether the text ends inside `node`, which begins at `at`. */
  isInside(node: MatchNode, at: number): boolean {
    const { words } = this.#ends;
    if (at + node.most < words.length) return false;
    const word = words[at];
    if (node.type === 'words') return this.#isBeginning(node.words, at);
    if (!node.begins.any && !node.empty) {
      if (word === undefined) return true;
      if (!node.begins.words().has(word)) return false;
    }
    if (node.type === 'capture' || node.type === 'value') return this.isInside(node.item, at);
    const key = node.id * (words.length + 1) + at;
    const known = this.#memo.get(key);
    if (known !== undefined) return known;
    const found = this.#find(node, at, word);
    this.#memo.set(key, found);
    return found;
  }

  #find(node: MatchNode, at: number, word: string | undefined): boolean {
    switch (node.type) {
      case 'sequence': {
        let starts: readonly number[] = [at];
        let most = node.most;
        for (const item of node.items) {
          if (starts.some((start) => this.isInside(item, start))) return true;
          most -= item.most;
          starts = this.#ends.behind(item, starts).filter((start) => start + most >= this.#ends.words.length);
          if (starts.length === 0) return false;
        }
        return false;
      }
      case 'choice':
        if (word === undefined && node.items.length > node.rest.length) return true;
        return possibleItems(node, word).some((item) => this.isInside(item, at));
      default:
        return word === undefined;
    }
  }

  #isBeginning(expected: readonly string[], at: number): boolean {
    const { words } = this.#ends;
    for (let index = at; index < words.length; index++)
      if (words[index] !== expected[index - at]) return false;
    return at + expected.length > words.length;
  }
}
