import {
  type Grammar,
  type GrammarList,
  type GrammarSentence,
  listIn,
  ruleIn,
} from '#understanding/grammar.ts';
import { numberToWords } from '#understanding/numbers.ts';
import type { Template } from '#understanding/template.ts';

/** What fills the wildcards of a grammar, as it is said. */
export interface SpokenNames {
  packages: readonly string[];
  /** What people search for: "text editor". */
  topics: readonly string[];
  /** What fills the other wildcards, by what their words are looked up in: `services`, `durations`. */
  others?: Readonly<Record<string, readonly string[]>>;
}

export interface Sampler {
  /** A sentence of this template, another one each time as far as there are others. */
  sample(sentence: GrammarSentence): string;
  /** How many samples it takes until every word of the template was said once. */
  variety(sentence: GrammarSentence): number;
}

/** Samples that use each alternative of a template equally often, in a mixed order that is the same each time. */
export function createSampler(grammar: Grammar, names: SpokenNames): Sampler {
  const random = randomNumbers();
  const decks = new Map<object, number[]>();

  function draw<Item>(owner: object, items: readonly Item[]): Item | undefined {
    if (items.length === 0) return undefined;
    let deck = decks.get(owner);
    if (!deck || deck.length === 0) {
      deck = shuffled(items.length, random);
      decks.set(owner, deck);
    }
    return items[deck.pop() as number];
  }

  function words(template: Template, file: string): string {
    switch (template.type) {
      case 'words':
        return template.text;
      case 'sequence':
        return template.items.map((item) => words(item, file)).join(' ');
      case 'choice': {
        const item = draw(template, template.items);
        return item ? words(item, file) : '';
      }
      case 'permutation':
        return shuffled(template.items.length, random)
          .map((at) => words(template.items[at] as Template, file))
          .join(' ');
      case 'rule': {
        const rule = ruleIn(grammar, file, template.rule);
        return rule ? words(rule.template, rule.file) : '';
      }
      case 'list': {
        const list = listIn(grammar, file, template.list);
        return list ? listWords(list) : '';
      }
    }
  }

  function listWords(list: GrammarList): string {
    switch (list.kind) {
      case 'values': {
        const entry = draw(list.values, list.values);
        return entry ? words(entry.template, list.file) : '';
      }
      case 'range': {
        const count = Math.floor((list.to - list.from) / list.step) + 1;
        return numberToWords(list.from + list.step * Math.floor(random() * count));
      }
      case 'wildcard':
        if (list.resolve === 'packages') return draw(names.packages, names.packages) ?? '';
        if (list.resolve === 'query') return draw(names.topics, names.topics) ?? '';
        if (list.resolve === 'letters') return spelled(draw(names.packages, names.packages) ?? '');
        return otherWords(names.others?.[list.resolve]);
    }
  }

  function otherWords(words: readonly string[] | undefined): string {
    return words ? (draw(words, words) ?? '') : '';
  }

  function variety(template: Template, file: string, depth: number): number {
    if (depth > 20) return 1;
    switch (template.type) {
      case 'words':
      case 'list':
        return 1;
      case 'choice':
        return template.items.reduce((sum, item) => sum + variety(item, file, depth + 1), 0);
      case 'sequence':
      case 'permutation':
        return template.items.reduce((most, item) => Math.max(most, variety(item, file, depth + 1)), 1);
      case 'rule': {
        const rule = ruleIn(grammar, file, template.rule);
        return rule ? variety(rule.template, rule.file, depth + 1) : 1;
      }
    }
  }

  return {
    sample: (sentence) => plain(words(sentence.template, sentence.file)),
    variety: (sentence) => variety(sentence.template, sentence.file, 0),
  };
}

function plain(text: string): string {
  return plainWords(text).join(' ');
}

/** Lower-case words without punctuation; digits and foreign letters are given spoken forms later. */
export function plainWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}'+#]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
}

function spelled(name: string): string {
  return [...name.replaceAll(/[^a-z]/g, '')].slice(0, 8).join(' ');
}

function shuffled(length: number, random: () => number): number[] {
  const order = Array.from({ length }, (_, at) => at);
  for (let at = length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  return order;
}

/** 0 to 1, the same sequence each time: recognition must not differ from start to start. */
function randomNumbers(): () => number {
  let state = 12_345;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}
