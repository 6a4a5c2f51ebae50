import { type Grammar, type GrammarList, type GrammarSentence, listIn, ruleIn } from './grammar.ts';
import type { Template } from './template.ts';

/**
 * A template made ready for matching. Rules and lists are shared nodes, so that each is tried once per position.
 * `first` are the words it can begin with (`any`: it may begin with any word); `empty`: it can match nothing.
 */
export type MatchNode = { id: number; first: ReadonlySet<string>; any: boolean; empty: boolean } & (
  | { type: 'words'; words: readonly string[] }
  | { type: 'sequence'; items: readonly MatchNode[] }
  | {
      type: 'choice';
      items: readonly MatchNode[];
      byFirst: ReadonlyMap<string, readonly MatchNode[]>;
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
  node: MatchNode;
  /** Of each of these sets one word must be in the text, or matching need not be tried. */
  needs: readonly ReadonlySet<string>[];
}

export interface CompiledGrammar {
  grammar: Grammar;
  /** Sentences by each word that they can begin with; `open` can begin with any. */
  byFirst: ReadonlyMap<string, readonly CompiledSentence[]>;
  open: readonly CompiledSentence[];
}

const compiled = new WeakMap<Grammar, CompiledGrammar>();

/** Takes a grammar that was compiled earlier and kept. */
export function keepCompiled(kept: CompiledGrammar): Grammar {
  compiled.set(kept.grammar, kept);
  return kept.grammar;
}

/** Compiles once per grammar. */
export function compileGrammar(grammar: Grammar): CompiledGrammar {
  const known = compiled.get(grammar);
  if (known) return known;
  const compile = compiler(grammar);
  const byFirst = new Map<string, CompiledSentence[]>();
  const open: CompiledSentence[] = [];
  for (const sentence of grammar.sentences) {
    const node = compile(sentence.template, sentence.file);
    const entry = { sentence, node, needs: needsOf(node) };
    if (entry.node.any) open.push(entry);
    else for (const word of entry.node.first) byFirst.set(word, [...(byFirst.get(word) ?? []), entry]);
  }
  const result = { grammar, byFirst, open };
  compiled.set(grammar, result);
  return result;
}

function needsOf(node: MatchNode): readonly ReadonlySet<string>[] {
  if (node.type !== 'sequence') return [];
  return node.items.filter((item) => !item.empty && !item.any).map((item) => item.first);
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
          first: new Set([template.words[0] as string]),
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
          first: union(items),
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
        return { id: ids++, type: 'wildcard', list, first: new Set(), any: true, empty: false };
      case 'range':
        return {
          id: ids++,
          type: 'range',
          from: list.from,
          to: list.to,
          step: list.step,
          first: new Set(),
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
    first: union(reachable),
    any: reachable.some((item) => item.any),
    empty: items.every((item) => item.empty),
  };
}

function choiceNode(id: number, items: readonly MatchNode[]): MatchNode {
  const byFirst = new Map<string, MatchNode[]>();
  const rest: MatchNode[] = [];
  for (const item of items) {
    if (item.any || item.empty) rest.push(item);
    else
      for (const word of item.first) {
        const same = byFirst.get(word);
        if (same) same.push(item);
        else byFirst.set(word, [item]);
      }
  }
  return {
    id,
    type: 'choice',
    items,
    byFirst,
    rest,
    first: union(items),
    any: items.some((item) => item.any),
    empty: items.some((item) => item.empty),
  };
}

function union(items: readonly MatchNode[]): Set<string> {
  return new Set(items.flatMap((item) => [...item.first]));
}
