import { type Grammar, type GrammarList, type GrammarSentence, listIn, ruleIn } from './grammar.ts';
import { type MatchNode, nodeMaker } from './match-node.ts';
import { SentenceIndex } from './sentence-index.ts';
import { outlinesOf, type SentenceOutlines } from './sentence-outlines.ts';
import type { Template } from './template.ts';

interface CompiledSentence {
  sentence: GrammarSentence;
  node: MatchNode;
}

/** Most of a grammar is never said, so a sentence is compiled when it is first tried. */
export interface CompiledGrammar {
  index: SentenceIndex;
  at(place: number): CompiledSentence;
}

const compiled = new WeakMap<Grammar, CompiledGrammar>();

/** Compiles once per grammar. */
export function compileGrammar(grammar: Grammar): CompiledGrammar {
  const known = compiled.get(grammar);
  if (known) return known;
  const { sentences, outlines } = grammar;
  const compile = compiler(grammar);
  const made: CompiledSentence[] = [];
  const at = (place: number): CompiledSentence => {
    const sentence = sentences[place] as GrammarSentence;
    made[place] ??= { sentence, node: compile(sentence.template, sentence.file) };
    return made[place];
  };
  const index = new SentenceIndex(outlines ?? outlinesOf(sentences.map((_, place) => at(place).node)));
  const result = { index, at };
  compiled.set(grammar, result);
  return result;
}

/** Kept with a grammar, they save compiling all that is not said. */
export function sentenceOutlines(grammar: Grammar): SentenceOutlines {
  const compile = compiler(grammar);
  return outlinesOf(grammar.sentences.map(({ template, file }) => compile(template, file)));
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
