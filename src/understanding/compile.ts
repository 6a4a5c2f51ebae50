import { once } from '#catalogue/once.ts';
import {
  type Grammar,
  type GrammarList,
  type GrammarSentence,
  listIn,
  ruleIn,
  type SentenceStart,
} from './grammar.ts';
import { type MatchNode, nodeMaker } from './match-node.ts';
import { indexSentences, type SentenceIndex } from './sentence-index.ts';
import type { Template } from './template.ts';

export interface CompiledSentence {
  sentence: GrammarSentence;
  node(): MatchNode;
  /** Of each of these sets one word must be in the text, in this order, or matching need not be tried. */
  needs(): readonly ReadonlySet<string>[];
}

export interface CompiledGrammar {
  grammar: Grammar;
  /** Sentences by each word that they can begin with; `open` can begin with any. */
  byFirst: ReadonlyMap<string, SentenceIndex>;
  open: SentenceIndex;
}

const compiled = new WeakMap<Grammar, CompiledGrammar>();

/** Compiles once per grammar. */
export function compileGrammar(grammar: Grammar): CompiledGrammar {
  const known = compiled.get(grammar);
  if (known) return known;
  const compile = compiler(grammar);
  const byFirst = new Map<string, CompiledSentence[]>();
  const open: CompiledSentence[] = [];
  for (const [index, sentence] of grammar.sentences.entries()) {
    const node = once(() => compile(sentence.template, sentence.file));
    const entry = { sentence, node, needs: once(() => needsOf(node())) };
    const start = grammar.starts?.[index] ?? startOf(node());
    if (start === 'any') open.push(entry);
    else
      for (const word of start) {
        const known = byFirst.get(word);
        if (known) known.push(entry);
        else byFirst.set(word, [entry]);
      }
  }
  const result = {
    grammar,
    byFirst: new Map([...byFirst].map(([word, sentences]) => [word, indexSentences(sentences)])),
    open: indexSentences(open),
  };
  compiled.set(grammar, result);
  return result;
}

/** The words that each sentence can begin with: kept with a grammar, they save compiling all that is not said. */
export function startsOf(grammar: Grammar): readonly SentenceStart[] {
  const compile = compiler(grammar);
  return grammar.sentences.map(({ template, file }) => startOf(compile(template, file)));
}

function startOf(node: MatchNode): SentenceStart {
  return node.begins.any ? 'any' : [...node.begins.words()];
}

function needsOf(node: MatchNode): readonly ReadonlySet<string>[] {
  if (node.type !== 'sequence') return [];
  return node.items.filter(({ empty, begins }) => !empty && !begins.any).map(({ begins }) => begins.words());
}

function compiler(grammar: Grammar): (template: Template, file: string) => MatchNode {
  const make = nodeMaker();
  const shared = new Map<object, MatchNode>();
  const shareOf = (key: object, compiled: () => MatchNode): MatchNode => {
    const known = shared.get(key);
    if (known) return known;
    const node = compiled();
    shared.set(key, node);
    return node;
  };

  function compile(template: Template, file: string): MatchNode {
    switch (template.type) {
      case 'words':
        return make.words(template.words);
      case 'sequence':
      case 'choice':
        return make[template.type](template.items.map((item) => compile(item, file)));
      case 'permutation':
        return inAnyOrder(
          template.items.map((item) => compile(item, file)),
          new Map(),
        );
      case 'rule': {
        const rule = ruleIn(grammar, file, template.rule);
        return rule ? shareOf(rule, () => compile(rule.template, rule.file)) : make.choice([]);
      }
      case 'list': {
        const list = listIn(grammar, file, template.list);
        return list
          ? make.capture(
              template.slot,
              shareOf(list, () => listNode(list)),
            )
          : make.choice([]);
      }
    }
  }

  /** What is left behind the same items, in whatever order these came, is the same node. */
  function inAnyOrder(items: readonly MatchNode[], known: Map<string, MatchNode>): MatchNode {
    const key = items.map(({ id }) => id).join();
    const before = known.get(key);
    if (before) return before;
    const ways = items.map((item, at) => make.sequence([item, inAnyOrder(items.toSpliced(at, 1), known)]));
    const node = items.length > 0 ? make.choice(ways) : make.sequence([]);
    known.set(key, node);
    return node;
  }

  function listNode(list: GrammarList): MatchNode {
    switch (list.kind) {
      case 'wildcard':
        return make.wildcard(list);
      case 'range':
        return make.range(list);
      case 'values':
        return make.choice(
          list.values.map(({ template, out }) => make.value(out, compile(template, list.file))),
        );
    }
  }

  return compile;
}
