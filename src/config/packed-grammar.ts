import type { Grammar, GrammarList, GrammarRule, GrammarSentence } from '#understanding/grammar.ts';

type PackedSentence = Omit<GrammarSentence, 'template'> & { packed: string };
type PackedRule = Omit<GrammarRule, 'template'> & { packed: string };
type Values = Extract<GrammarList, { kind: 'values' }>;
type PackedList = Exclude<GrammarList, Values> | (Omit<Values, 'values'> & { packed: string });

/** A grammar of which each template is a text: most are never looked at, and texts are read fast. */
export type Packed = Omit<Grammar, 'sentences' | 'files' | 'classifier'> & {
  sentences: readonly PackedSentence[];
  files: readonly { file: string; rules: readonly PackedRule[]; lists: readonly PackedList[] }[];
};

export function packed({ classifier: _, ...grammar }: Grammar): Packed {
  return {
    ...grammar,
    sentences: grammar.sentences.map(({ template, ...rest }) => ({
      ...rest,
      packed: JSON.stringify(template),
    })),
    files: grammar.files.map(({ file, rules, lists }) => ({
      file,
      rules: [...rules.values()].map(({ template, ...rest }) => ({
        ...rest,
        packed: JSON.stringify(template),
      })),
      lists: [...lists.values()].map(packedList),
    })),
  };
}

function packedList(list: GrammarList): PackedList {
  if (list.kind !== 'values') return list;
  const { values, ...rest } = list;
  return { ...rest, packed: JSON.stringify(values) };
}

/** The grammar again; a template is made when it is first looked at. */
export function unpacked(grammar: Packed): Grammar {
  return {
    ...grammar,
    sentences: grammar.sentences.map(withTemplate),
    files: grammar.files.map(({ file, rules, lists }) => ({
      file,
      rules: new Map(rules.map((rule) => [rule.name, withTemplate(rule)])),
      lists: new Map(lists.map((list) => [list.name, 'packed' in list ? withValues(list) : list])),
    })),
  };
}

function withTemplate<Item extends { packed: string }>(item: Item) {
  const { packed: text, ...rest } = item;
  let template: GrammarRule['template'] | undefined;
  return {
    ...rest,
    get template(): GrammarRule['template'] {
      template ??= JSON.parse(text) as GrammarRule['template'];
      return template;
    },
  };
}

function withValues({ packed: text, ...rest }: Extract<PackedList, { packed: string }>): Values {
  let values: Values['values'] | undefined;
  return {
    ...rest,
    get values(): Values['values'] {
      values ??= JSON.parse(text) as Values['values'];
      return values;
    },
  };
}
