import { once } from '#catalogue/once.ts';
import type { Grammar, GrammarList, GrammarRule, GrammarSentence } from '#understanding/grammar.ts';

/** Where in `texts` something is, as JSON. */
interface Place {
  start: number;
  end: number;
}
type Values = Extract<GrammarList, { kind: 'values' }>;
type PackedList = Exclude<GrammarList, Values> | (Omit<Values, 'values'> & Place);

/** A grammar of which each template is a piece of text: most are never looked at, and bytes are read fast. */
export type Packed = Omit<Grammar, 'sentences' | 'files' | 'classifier'> & {
  texts: Uint8Array;
  sentences: readonly (Omit<GrammarSentence, 'template'> & Place)[];
  files: readonly {
    file: string;
    rules: readonly (Omit<GrammarRule, 'template'> & Place)[];
    lists: readonly PackedList[];
  }[];
};

export function packed({ classifier: _, ...grammar }: Grammar): Packed {
  const texts: Buffer[] = [];
  let size = 0;
  const place = (value: unknown): Place => {
    const text = Buffer.from(JSON.stringify(value));
    texts.push(text);
    const start = size;
    size += text.length;
    return { start, end: size };
  };
  const placed = <Item extends { template: unknown }>({ template, ...rest }: Item) => ({
    ...rest,
    ...place(template),
  });
  const placedList = (list: GrammarList): PackedList => {
    if (list.kind !== 'values') return list;
    const { values, ...rest } = list;
    return { ...rest, ...place(values) };
  };
  return {
    ...grammar,
    sentences: grammar.sentences.map(placed),
    files: grammar.files.map(({ file, rules, lists }) => ({
      file,
      rules: [...rules.values()].map(placed),
      lists: [...lists.values()].map(placedList),
    })),
    texts: Buffer.concat(texts),
  };
}

/** The grammar again; a template is made when it is first looked at. */
export function unpacked({ texts, ...grammar }: Packed): Grammar {
  const bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.byteLength);
  const reader = <Value>({ start, end }: Place) =>
    once((): Value => JSON.parse(bytes.toString('utf8', start, end)));
  const withTemplate = <Item extends Place>({ start, end, ...rest }: Item) => {
    const read = reader<GrammarRule['template']>({ start, end });
    return {
      ...rest,
      get template() {
        return read();
      },
    };
  };
  const withValues = ({ start, end, ...rest }: Extract<PackedList, Place>): Values => {
    const read = reader<Values['values']>({ start, end });
    return {
      ...rest,
      get values() {
        return read();
      },
    };
  };
  return {
    ...grammar,
    sentences: grammar.sentences.map(withTemplate),
    files: grammar.files.map(({ file, rules, lists }) => ({
      file,
      rules: new Map(rules.map((rule) => [rule.name, withTemplate(rule)])),
      lists: new Map(lists.map((list) => [list.name, 'start' in list ? withValues(list) : list])),
    })),
  };
}
