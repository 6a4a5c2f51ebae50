import type { CompiledGrammar, CompiledSentence } from './compile.ts';
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
  { byFirst, open }: CompiledGrammar,
  expectation: Expectation,
): readonly Match[] {
  const [first] = words;
  if (first === undefined) return [];
  const ends = new SpanEnds(words);
  const spans = new Spans(ends);
  const matches: Match[] = [];
  const tryAll = (sentences: readonly CompiledSentence[]) => {
    for (const { sentence, node } of sentences) {
      if (!fits(sentence, expectation) || !ends.isWhole(node())) continue;
      for (const { end, captures, literals } of spans.of(node(), 0))
        if (end === words.length) matches.push({ sentence, captures, literals });
    }
  };
  tryAll(byFirst.get(first)?.possible(words) ?? []);
  tryAll(open.possible(words));
  return matches.sort((a, b) => b.literals - a.literals);
}

/** Whether `words` could go on and become a sentence of which they are more than a name. */
export function isBegun(
  words: readonly string[],
  { byFirst }: CompiledGrammar,
  expectation: Expectation,
): boolean {
  const going = new GoingOn(new SpanEnds(words));
  const begun = byFirst.get(words[0] ?? '')?.all ?? [];
  return begun.some(({ sentence, node }) => fits(sentence, expectation) && going.isInside(node(), 0));
}
