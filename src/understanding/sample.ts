import type { Expectation } from './expectation.ts';
import { fits, type Grammar, type GrammarList, type GrammarSentence, listIn, ruleIn } from './grammar.ts';
import { numberToWords } from './numbers.ts';
import type { Template } from './template.ts';

/** Words for a list that has none of its own: wildcards and ranges. */
export type Fill = (list: Extract<GrammarList, { kind: 'wildcard' | 'range' }>) => readonly string[];

export interface Sample {
  intent: string;
  text: string;
  sentence: GrammarSentence;
}

/** Every sentence of a template, lazily, at most `limit`. */
export function* sentencesOf(
  sentence: GrammarSentence,
  grammar: Grammar,
  fill: Fill,
  limit: number,
): Generator<string> {
  let count = 0;
  for (const text of expand(sentence.template, sentence.file, grammar, fill)) {
    if (count++ >= limit) return;
    yield tidy(text);
  }
}

export interface SampleOptions {
  count: number;
  /** The same seed gives the same sentences. */
  seed: number;
  fill: Fill;
  intent?: string;
  expectation?: Expectation;
}

/** Random sentences; each template is as likely as any other. */
export function* sampleSentences(grammar: Grammar, options: SampleOptions): Generator<Sample> {
  const { count, seed, fill, intent, expectation } = options;
  const sentences = grammar.sentences.filter(
    (sentence) =>
      (intent === undefined || sentence.intent === intent) && (!expectation || fits(sentence, expectation)),
  );
  if (sentences.length === 0) return;
  const random = seededRandom(seed);
  for (let made = 0; made < count; made++) {
    const sentence = pick(sentences, random);
    const text = tidy(randomText(sentence.template, sentence.file, { grammar, fill, random }));
    yield { intent: sentence.intent, text, sentence };
  }
}

/** Numbers from 0 (included) to 1, the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Example values: `words` for each wildcard list by name, numbers as words for a range. */
export function fillWith(words: Readonly<Record<string, readonly string[]>>): Fill {
  return (list) => words[list.name] ?? (list.kind === 'range' ? numbersOf(list) : ['something']);
}

function numbersOf({ from, to, step }: Extract<GrammarList, { kind: 'range' }>): readonly string[] {
  const values = [
    from,
    from + step,
    from + 6 * step,
    from + 20 * step,
    from + 41 * step,
    from + 304 * step,
    to,
  ];
  return values
    .filter((value, at) => value <= to && value < 1_000_000 && values.indexOf(value) === at)
    .map(spokenNumber);
}

function spokenNumber(value: number): string {
  return value < 0 ? `minus ${numberToWords(-value)}` : numberToWords(value);
}

function* expand(template: Template, file: string, grammar: Grammar, fill: Fill): Generator<string> {
  switch (template.type) {
    case 'words':
      yield template.text;
      return;
    case 'choice':
      for (const item of template.items) yield* expand(item, file, grammar, fill);
      return;
    case 'sequence':
      yield* expandAll(template.items, 0, file, grammar, fill);
      return;
    case 'permutation':
      for (const items of orders(template.items)) yield* expandAll(items, 0, file, grammar, fill);
      return;
    case 'rule': {
      const rule = ruleIn(grammar, file, template.rule);
      if (rule) yield* expand(rule.template, rule.file, grammar, fill);
      return;
    }
    case 'list': {
      const list = listIn(grammar, file, template.list);
      if (list?.kind === 'values')
        for (const value of list.values) yield* expand(value.template, list.file, grammar, fill);
      else if (list) yield* fill(list);
    }
  }
}

function* expandAll(
  items: readonly Template[],
  at: number,
  file: string,
  grammar: Grammar,
  fill: Fill,
): Generator<string> {
  const item = items[at];
  if (!item) {
    yield '';
    return;
  }
  for (const text of expand(item, file, grammar, fill)) {
    for (const rest of expandAll(items, at + 1, file, grammar, fill)) yield `${text} ${rest}`;
  }
}

function* orders(items: readonly Template[]): Generator<readonly Template[]> {
  if (items.length < 2) yield items;
  for (const [at, item] of items.length < 2 ? [] : items.entries()) {
    for (const rest of orders(items.toSpliced(at, 1))) yield [item, ...rest];
  }
}

interface Randomness {
  grammar: Grammar;
  fill: Fill;
  random: () => number;
}

function randomText(template: Template, file: string, given: Randomness): string {
  switch (template.type) {
    case 'words':
      return template.text;
    case 'choice':
      return template.items.length === 0 ? '' : randomText(pick(template.items, given.random), file, given);
    case 'sequence':
      return template.items.map((item) => randomText(item, file, given)).join(' ');
    case 'permutation':
      return shuffled(template.items, given.random)
        .map((item) => randomText(item, file, given))
        .join(' ');
    case 'rule': {
      const rule = ruleIn(given.grammar, file, template.rule);
      return rule ? randomText(rule.template, rule.file, given) : '';
    }
    case 'list': {
      const list = listIn(given.grammar, file, template.list);
      if (!list) return '';
      if (list.kind !== 'values') return pick(given.fill(list), given.random);
      return randomText(pick(list.values, given.random).template, list.file, given);
    }
  }
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const result: Item[] = [];
  for (const item of items) result.splice(Math.floor(random() * (result.length + 1)), 0, item);
  return result;
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
