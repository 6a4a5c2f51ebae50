import type { MatchNode, WildcardList } from './match-node.ts';
import { numbersIn, possibleItems, wildcardEnds } from './node-parts.ts';
import type { SpanEnds } from './span-ends.ts';

/** A slot as it was said: words `from` to `to` of the sentence. */
export interface Capture {
  slot: string;
  from: number;
  to: number;
  /** The list's value; absent for a wildcard, whose words are looked up later. */
  value?: string | number | boolean;
  wildcard?: WildcardList;
}

/** Part of a sentence that fits a node. */
export interface Span {
  end: number;
  /** How many words the template itself has. */
  literals: number;
  captures: readonly Capture[];
}

/** Nodes at positions after which a sentence counts as not understood; a real one needs a few thousand. */
const MOST_STEPS = 40_000;
const MOST_SPANS = 150;
const NONE: readonly Span[] = [];

/** What is captured where a sentence fits, looked at only where something ends: `ends` tells. Lives for one sentence. */
export class Spans {
  readonly #ends: SpanEnds;
  readonly #words: readonly string[];
  readonly #memo = new Map<number, readonly Span[]>();
  #steps = 0;

  constructor(ends: SpanEnds) {
    this.#ends = ends;
    this.#words = ends.words;
  }

  /** All ways in which words from `at` on fit `node`, but for a few of very many. */
  of(node: MatchNode, at: number): readonly Span[] {
    const ends = this.#ends.of(node, at);
    if (ends.length === 0) return NONE;
    if (node.type === 'words')
      return [{ end: at + node.words.length, literals: node.words.length, captures: [] }];
    const key = node.id * (this.#words.length + 1) + at;
    const known = this.#memo.get(key);
    if (known) return known;
    if (++this.#steps > MOST_STEPS) return NONE;
    const found = this.#find(node, at);
    this.#memo.set(key, found);
    return found;
  }

  #find(node: Exclude<MatchNode, { type: 'words' }>, at: number): readonly Span[] {
    switch (node.type) {
      case 'sequence':
        return this.#sequence(node.items, at);
      case 'choice':
        return distinct(possibleItems(node, this.#words[at]).flatMap((item) => this.of(item, at)));
      case 'capture':
        return this.of(node.item, at).map((span) => captured(span, node.slot, at));
      case 'value':
        return this.of(node.item, at).map(({ end, literals }) => ({
          end,
          literals,
          captures: [
            { slot: '', from: at, to: end, value: node.out ?? this.#words.slice(at, end).join(' ') },
          ],
        }));
      case 'range':
        return numbersIn(node.list, this.#words, at).map(({ end, value }) => ({
          end,
          literals: end - at,
          captures: [{ slot: '', from: at, to: end, value }],
        }));
      case 'wildcard':
        return wildcardEnds(node.list, this.#words, at).map((end) => ({
          end,
          literals: 0,
          captures: [{ slot: '', from: at, to: end, wildcard: node.list }],
        }));
    }
  }

  #sequence(items: readonly MatchNode[], at: number): readonly Span[] {
    let ways: readonly Span[] = [{ end: at, literals: 0, captures: [] }];
    for (const [index, item] of items.entries()) {
      const next = items[index + 1];
      const found: Span[] = [];
      for (const way of ways) {
        for (const span of this.of(item, way.end))
          if (!next || this.#ends.of(next, span.end).length > 0) found.push(joined(way, span));
      }
      ways = distinct(found);
    }
    return ways;
  }
}

/** The list's own capture gets the slot's name; a value without one (a list inside a list) is the outer value's text. */
function captured(span: Span, slot: string, at: number): Span {
  const own = span.captures.find(
    (capture) => capture.slot === '' && capture.from === at && capture.to === span.end,
  );
  const inner = span.captures.filter((capture) => capture.slot !== '');
  return { ...span, captures: own ? [...inner, { ...own, slot }] : inner };
}

function joined(a: Span, b: Span): Span {
  const captures =
    a.captures.length === 0
      ? b.captures
      : b.captures.length === 0
        ? a.captures
        : [...a.captures, ...b.captures];
  return { end: b.end, literals: a.literals + b.literals, captures };
}

/** Without repetitions; of two that differ in nothing but literals the more literal one; at most a few in all. */
function distinct(spans: readonly Span[]): readonly Span[] {
  if (spans.length < 2) return spans;
  const best = new Map<string, Span>();
  for (const span of spans) {
    const key =
      span.captures.length === 0
        ? String(span.end)
        : `${span.end} ${span.captures.map((c) => `${c.slot}:${c.from}-${c.to}=${c.value}`).join(' ')}`;
    const known = best.get(key);
    if (!known || known.literals < span.literals) best.set(key, span);
  }
  return best.size <= MOST_SPANS ? [...best.values()] : [...best.values()].slice(0, MOST_SPANS);
}
