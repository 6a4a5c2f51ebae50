import type { CompiledGrammar, CompiledSentence, MatchNode } from './compile.ts';
import type { Expectation } from './expectation.ts';
import { fits, type GrammarList, type GrammarSentence } from './grammar.ts';
import { numbersAt } from './numbers.ts';

/** A slot as it was said: words `from` to `to` of the sentence. */
export interface Capture {
  slot: string;
  from: number;
  to: number;
  /** The list's value; absent for a wildcard, whose words are looked up later. */
  value?: string | number | boolean;
  wildcard?: Extract<GrammarList, { kind: 'wildcard' }>;
}

/** One way in which the whole sentence fits a template. */
export interface Match {
  sentence: GrammarSentence;
  captures: readonly Capture[];
  /** How many words the template itself has, against how many are a wildcard's. */
  literals: number;
}

export interface Matching {
  /** Most literal first. */
  matches: readonly Match[];
  /** The words could go on and become a sentence (at least one word of a template was said). */
  mayContinue: boolean;
}

/** Part of a sentence that fits a node. */
interface Span {
  end: number;
  literals: number;
  captures: readonly Capture[];
}

/** Work after which a sentence counts as not understood; a real one needs a few thousand steps. */
const MOST_STEPS = 40_000;
const MOST_SPANS = 150;
const NONE: readonly Span[] = [];

/** All ways in which `words` as a whole are a sentence of the grammar now. `goesOn`: `mayContinue` is asked for. */
export function match(
  words: readonly string[],
  { byFirst, open }: CompiledGrammar,
  expectation: Expectation,
  goesOn = false,
): Matching {
  const matcher = new Matcher(words);
  const matches: Match[] = [];
  let mayContinue = false;
  const first = words[0];
  if (first === undefined) return { matches, mayContinue };
  const tryAll = (sentences: readonly CompiledSentence[], closed: boolean) => {
    for (const { sentence, node } of sentences) {
      if (!fits(sentence, expectation)) continue;
      matcher.ranOut = false;
      for (const span of matcher.spans(node(), 0)) {
        if (span.end === words.length)
          matches.push({ sentence, captures: span.captures, literals: span.literals });
      }
      if (closed && matcher.ranOut) mayContinue = true;
    }
  };
  const begun = byFirst.get(first);
  // Words that a sentence needs may still come, where it may go on.
  if (begun) tryAll(goesOn ? begun.all : begun.possible(words), true);
  tryAll(open.possible(words), false);
  matches.sort((a, b) => b.literals - a.literals);
  return { matches, mayContinue };
}

/** Lives for one sentence: remembers what each node matched at each position, so nothing is tried twice. */
class Matcher {
  readonly #words: readonly string[];
  readonly #memo = new Map<number, readonly Span[]>();
  readonly #outs = new Set<number>();
  #steps = 0;
  /** The words ended where a template would have gone on. */
  ranOut = false;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  spans(node: MatchNode, at: number): readonly Span[] {
    const word = this.#words[at];
    if (!node.any && !node.empty) {
      if (word === undefined) {
        this.ranOut = true;
        return NONE;
      }
      if (!node.first().has(word)) return NONE;
    }
    if (node.type === 'words') return this.#literal(node.words, at);
    const key = node.id * (this.#words.length + 1) + at;
    const known = this.#memo.get(key);
    if (known) {
      if (this.#outs.has(key)) this.ranOut = true;
      return known;
    }
    if (++this.#steps > MOST_STEPS) return NONE;
    const before = this.ranOut;
    this.ranOut = false;
    const found = this.#match(node, at);
    this.#memo.set(key, found);
    if (this.ranOut) this.#outs.add(key);
    this.ranOut ||= before;
    return found;
  }

  #match(node: Exclude<MatchNode, { type: 'words' }>, at: number): readonly Span[] {
    switch (node.type) {
      case 'sequence':
        return this.#sequence(node.items, at);
      case 'choice': {
        const word = this.#words[at];
        const starting = word === undefined ? [] : (node.byFirst().get(word) ?? []);
        if (word === undefined && node.items.length > node.rest.length) this.ranOut = true;
        return distinct([...starting, ...node.rest].flatMap((item) => this.spans(item, at)));
      }
      case 'permutation':
        return this.#permutation(node.items, (1 << node.items.length) - 1, at, new Map());
      case 'capture':
        return this.spans(node.item, at).map((span) => captured(span, node.slot, at));
      case 'value':
        return this.spans(node.item, at).map((span) => ({
          ...span,
          captures: [this.#value(node.out, at, span.end)],
        }));
      case 'range':
        return this.#range(node, at);
      case 'wildcard':
        return this.#wildcard(node.list, at);
    }
  }

  #literal(expected: readonly string[], at: number): readonly Span[] {
    for (let index = 0; index < expected.length; index++) {
      const word = this.#words[at + index];
      if (word === undefined) {
        this.ranOut = true;
        return NONE;
      }
      if (word !== expected[index]) return NONE;
    }
    return [{ end: at + expected.length, literals: expected.length, captures: [] }];
  }

  #sequence(items: readonly MatchNode[], at: number): readonly Span[] {
    let ways: readonly Span[] = [{ end: at, literals: 0, captures: [] }];
    for (const [index, item] of items.entries()) {
      const next = items[index + 1];
      const found: Span[] = [];
      for (const way of ways) {
        for (const span of this.spans(item, way.end))
          if (!next || this.#canStart(next, span.end)) found.push(joined(way, span));
      }
      if (found.length === 0) return NONE;
      ways = distinct(found);
    }
    return ways;
  }

  #canStart(node: MatchNode, at: number): boolean {
    if (node.any || node.empty) return true;
    const word = this.#words[at];
    if (word === undefined) this.ranOut = true;
    return word !== undefined && node.first().has(word);
  }

  /** `open` has a bit for each item that is still to come. */
  #permutation(
    items: readonly MatchNode[],
    open: number,
    at: number,
    memo: Map<number, readonly Span[]>,
  ): readonly Span[] {
    if (open === 0) return [{ end: at, literals: 0, captures: [] }];
    const key = open * (this.#words.length + 1) + at;
    const known = memo.get(key);
    if (known) return known;
    if (++this.#steps > MOST_STEPS) return NONE;
    const ways: Span[] = [];
    for (const [index, item] of items.entries()) {
      if ((open & (1 << index)) === 0) continue;
      for (const span of this.spans(item, at)) {
        for (const rest of this.#permutation(items, open & ~(1 << index), span.end, memo))
          ways.push(joined(span, rest));
      }
    }
    const found = distinct(ways);
    memo.set(key, found);
    return found;
  }

  #value(out: string | number | boolean | undefined, from: number, to: number): Capture {
    return { slot: '', from, to, value: out ?? this.#words.slice(from, to).join(' ') };
  }

  #range({ from, to, step }: { from: number; to: number; step: number }, at: number): readonly Span[] {
    if (at >= this.#words.length) this.ranOut = true;
    const sign = this.#words[at] === 'minus' || this.#words[at] === 'negative' ? -1 : 1;
    const start = sign < 0 ? at + 1 : at;
    return numbersAt(this.#words, start)
      .map(({ end, value }) => ({ end, value: value * sign }))
      .filter(({ value }) => value >= from && value <= to && (value - from) % step === 0)
      .map(({ end, value }) => ({
        end,
        literals: end - at,
        captures: [{ slot: '', from: at, to: end, value }],
      }));
  }

  #wildcard(list: Extract<GrammarList, { kind: 'wildcard' }>, at: number): readonly Span[] {
    if (at >= this.#words.length) this.ranOut = true;
    const spans: Span[] = [];
    for (let end = at + 1; end <= Math.min(this.#words.length, at + list.words); end++) {
      spans.push({ end, literals: 0, captures: [{ slot: '', from: at, to: end, wildcard: list }] });
    }
    return spans;
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
