import {
  type Grammar,
  type GrammarList,
  type GrammarSentence,
  listIn,
  ruleIn,
  type SentenceStart,
} from './grammar.ts';
import { indexSentences, type SentenceIndex } from './sentence-index.ts';
import type { Template } from './template.ts';

/**
 * A template made ready for matching. Rules and lists are shared nodes, so that each is tried once per position.
 * `first` are the words it can begin with (`any`: it may begin with any word); `empty`: it can match nothing.
 */
export type MatchNode = { id: number; first(): ReadonlySet<string>; any: boolean; empty: boolean } & (
  | { type: 'words'; words: readonly string[] }
  | { type: 'sequence'; items: readonly MatchNode[] }
  | {
      type: 'choice';
      items: readonly MatchNode[];
      /** Items by each word that they can begin with; `rest` can begin with any, or be nothing. */
      byFirst(): ReadonlyMap<string, readonly MatchNode[]>;
      rest: readonly MatchNode[];
    }
  | { type: 'permutation'; items: readonly MatchNode[] }
  | { type: 'capture'; slot: string; item: MatchNode }
  | { type: 'value'; out: string | number | boolean | undefined; item: MatchNode }
  | { type: 'range'; from: number; to: number; step: number }
  | { type: 'wildcard'; list: Extract<GrammarList, { kind: 'wildcard' }> }
);

export interface CompiledSentence {
  sentence: GrammarSentence;
  node(): MatchNode;
  /** Of each of these sets one word must be in the text, or matching need not be tried. */
  needs(): readonly ReadonlySet<string>[];
}

export interface CompiledGrammar {
  grammar: Grammar;
  /** Sentences by each word that they can begin with; `open` can begin with any. */
  byFirst: ReadonlyMap<string, SentenceIndex>;
  open: SentenceIndex;
}

const NO_WORDS = () => new Set<string>();

const compiled = new WeakMap<Grammar, CompiledGrammar>();

/** Compiles once per grammar. */
export function compileGrammar(grammar: Grammar): CompiledGrammar {
  const known = compiled.get(grammar);
  if (known) return known;
  const compile = compiler(grammar);
  const byFirst = new Map<string, CompiledSentence[]>();
  const open: CompiledSentence[] = [];
  for (const [index, sentence] of grammar.sentences.entries()) {
    const node = lazy(() => compile(sentence.template, sentence.file));
    const entry = { sentence, node, needs: lazy(() => needsOf(node())) };
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
  return node.any ? 'any' : [...node.first()];
}

function needsOf(node: MatchNode): readonly ReadonlySet<string>[] {
  if (node.type !== 'sequence') return [];
  return node.items.filter((item) => !item.empty && !item.any).map((item) => item.first());
}

function compiler(grammar: Grammar): (template: Template, file: string) => MatchNode {
  let ids = 0;
  const shared = new Map<object, MatchNode>();
  const once = (key: object, make: () => MatchNode): MatchNode => {
    const known = shared.get(key);
    if (known) return known;
    const node = make();
    shared.set(key, node);
    return node;
  };

  function compile(template: Template, file: string): MatchNode {
    switch (template.type) {
      case 'words':
        return {
          id: ids++,
          type: 'words',
          words: template.words,
          first: lazy(() => new Set([template.words[0] as string])),
          any: false,
          empty: false,
        };
      case 'sequence':
        return sequenceNode(
          ids++,
          template.items.map((item) => compile(item, file)),
        );
      case 'choice':
        return choiceNode(
          ids++,
          template.items.map((item) => compile(item, file)),
        );
      case 'permutation': {
        const items = template.items.map((item) => compile(item, file));
        return {
          id: ids++,
          type: 'permutation',
          items,
          first: lazy(() => union(items)),
          any: items.some((item) => item.any),
          empty: items.every((item) => item.empty),
        };
      }
      case 'rule': {
        const rule = ruleIn(grammar, file, template.rule);
        if (!rule) return choiceNode(ids++, []);
        return once(rule, () => compile(rule.template, rule.file));
      }
      case 'list': {
        const list = listIn(grammar, file, template.list);
        if (!list) return choiceNode(ids++, []);
        const item = once(list, () => listNode(list));
        return {
          id: ids++,
          type: 'capture',
          slot: template.slot,
          item,
          first: item.first,
          any: item.any,
          empty: item.empty,
        };
      }
    }
  }

  function listNode(list: GrammarList): MatchNode {
    switch (list.kind) {
      case 'wildcard':
        return { id: ids++, type: 'wildcard', list, first: NO_WORDS, any: true, empty: false };
      case 'range':
        return {
          id: ids++,
          type: 'range',
          from: list.from,
          to: list.to,
          step: list.step,
          first: NO_WORDS,
          any: true,
          empty: false,
        };
      case 'values':
        return choiceNode(
          ids++,
          list.values.map(({ template, out }) => {
            const item = compile(template, list.file);
            return {
              id: ids++,
              type: 'value',
              out,
              item,
              first: item.first,
              any: item.any,
              empty: item.empty,
            };
          }),
        );
    }
  }

  return compile;
}

function sequenceNode(id: number, items: readonly MatchNode[]): MatchNode {
  const reachable = items.slice(0, items.findIndex((item) => !item.empty) + 1 || items.length);
  return {
    id,
    type: 'sequence',
    items,
    first: lazy(() => union(reachable)),
    any: reachable.some((item) => item.any),
    empty: items.every((item) => item.empty),
  };
}

function choiceNode(id: number, items: readonly MatchNode[]): MatchNode {
  const isOpen = (item: MatchNode) => item.any || item.empty;
  return {
    id,
    type: 'choice',
    items,
    byFirst: lazy(() => sortedByFirst(items.filter((item) => !isOpen(item)))),
    rest: items.filter(isOpen),
    first: lazy(() => union(items)),
    any: items.some((item) => item.any),
    empty: items.some((item) => item.empty),
  };
}

function sortedByFirst(items: readonly MatchNode[]): ReadonlyMap<string, readonly MatchNode[]> {
  const byFirst = new Map<string, MatchNode[]>();
  for (const item of items) {
    for (const word of item.first()) {
      const same = byFirst.get(word);
      if (same) same.push(item);
      else byFirst.set(word, [item]);
    }
  }
  return byFirst;
}

function union(items: readonly MatchNode[]): Set<string> {
  return new Set(items.flatMap((item) => [...item.first()]));
}

/** Most of a grammar is never tried, so what is known of a node is worked out when it is first asked for. */
function lazy<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
