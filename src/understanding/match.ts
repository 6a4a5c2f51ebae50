import type { CompiledGrammar } from './compile.ts';
import type { Expectation } from './expectation.ts';
import { GoingOn } from './going-on.ts';
import { fits, type GrammarSentence } from './grammar.ts';
import { SpanEnds } from './span-ends.ts';
import { type Capture, Spans } from './spans.ts';

/** One way in which the whole sentence fits a template. */
export interface Match {
  sentence: GrammarSentence;
  captures: readonly Capture[];
  /** How many words the template itself has, against how many are a wildcard's. */
  literals: number;
}

/** All ways in which `words` as a whole are a sentence of the grammar now, most literal first. */
export function match(
  words: readonly string[],
  { index, at }: CompiledGrammar,
  expectation: Expectation,
): readonly Match[] {
  const ends = new SpanEnds(words);
  const spans = new Spans(ends);
  const matches: Match[] = [];
  for (const place of words.length > 0 ? index.possible(words) : []) {
    const { sentence, node } = at(place);
    if (!fits(sentence, expectation) || !ends.isWhole(node)) continue;
    for (const { end, captures, literals } of spans.of(node, 0))
      if (end === words.length) matches.push({ sentence, captures, literals });
  }
  return matches.sort((a, b) => b.literals - a.literals);
}

/** Whether `words` could go on and become a sentence of which they are more than a name. */
export function isBegun(
  words: readonly string[],
  { index, at }: CompiledGrammar,
  expectation: Expectation,
): boolean {
  const going = new GoingOn(new SpanEnds(words));
  return index.begunBy(words[0] ?? '').some((place) => {
    const { sentence, node } = at(place);
    return fits(sentence, expectation) && going.isInside(node, 0);
  });
}
