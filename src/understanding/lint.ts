import { type Expectation, IDLE, STATE_NAMES } from './expectation.ts';
import { fits, type Grammar, type GrammarSentence, listIn, ruleIn } from './grammar.ts';
import { type Fill, sentencesOf } from './sample.ts';
import type { Template } from './template.ts';
import { understandText, type World } from './understand-text.ts';

/** Something in a grammar file that will surprise its author. */
export interface Finding {
  file: string;
  line: number;
  message: string;
}

const SAMPLED = 400;

/** Rules and lists that nothing uses, sentences that can never count, and sentences that are understood as another. */
export function lintGrammar(grammar: Grammar, world: World, fill: Fill): readonly Finding[] {
  return [
    ...unused(grammar),
    ...grammar.sentences.flatMap((sentence) => lintSentence(sentence, grammar, world, fill)),
  ];
}

function unused(grammar: Grammar): Finding[] {
  const used = new Set<object>();
  const visit = (template: Template, file: string): void => {
    if (template.type === 'words') return;
    if (template.type !== 'rule' && template.type !== 'list') {
      for (const item of template.items) visit(item, file);
      return;
    }
    const found =
      template.type === 'rule' ? ruleIn(grammar, file, template.rule) : listIn(grammar, file, template.list);
    if (!found || used.has(found)) return;
    used.add(found);
    if ('template' in found) visit(found.template, found.file);
    else if (found.kind === 'values') for (const value of found.values) visit(value.template, found.file);
  };
  for (const { template, file } of grammar.sentences) visit(template, file);
  return grammar.files.flatMap(({ rules, lists }) =>
    [...rules.values(), ...lists.values()]
      .filter((item) => !used.has(item))
      .map(({ name, file, line }) => ({ file, line, message: `nothing uses “${name}”` })),
  );
}

function lintSentence(sentence: GrammarSentence, grammar: Grammar, world: World, fill: Fill): Finding[] {
  const { file, line, intent } = sentence;
  const expectation = expectationOf(sentence);
  if (!expectation) return [{ file, line, message: 'it counts in no state' }];
  const samples = spread([...sentencesOf(sentence, grammar, fill, SAMPLED)]);
  if (samples.length === 0) return [{ file, line, message: 'it has no sentences' }];
  for (const text of samples) {
    if (text === '') return [{ file, line, message: 'it can be empty' }];
    const found = understandText(text, grammar, expectation, world);
    if (found.decision === 'rejected' && found.why === 'too-close') {
      return [{ file, line, message: `“${text}” is ambiguous between “${intent}” and another intent` }];
    }
    const label = 'intents' in found ? found.intents[0].intent : undefined;
    if (label === intent) continue;
    const instead = label === undefined ? 'is not understood' : `is understood as “${label}”`;
    return [{ file, line, message: `“${text}” ${instead}, not as “${intent}”` }];
  }
  return [];
}

/** A state in which the sentence counts. */
function expectationOf(sentence: GrammarSentence): Expectation | undefined {
  const pending = sentence.requires.pending?.slice(0, 1) ?? [];
  return STATE_NAMES.map((state) => ({ ...IDLE, state, pending })).find((expectation) =>
    fits(sentence, expectation),
  );
}

/** A few of many, first and last among them. */
function spread(texts: readonly string[]): readonly string[] {
  const step = Math.max(1, Math.floor(texts.length / 12));
  return texts.filter((_, at) => at % step === 0 || at === texts.length - 1);
}
