import type { Expectation } from './expectation.ts';
import { type List, type ParsedFile, parseGrammarFile, type SentenceBlock, wrong } from './grammar-file.ts';
import { parseTemplate, TemplateError } from './parse-template.ts';
import type { Template } from './template.ts';
import { canonical } from './words.ts';

/** What can be said: all grammar files together, templates read, names checked. */
export interface Grammar {
  sentences: readonly GrammarSentence[];
  /** Skip words, canonical, longest first. */
  skipWords: readonly (readonly string[])[];
  /** Looked up in the file that uses a name, then in the others. */
  rule(file: string, name: string): GrammarRule | undefined;
  list(file: string, name: string): GrammarList | undefined;
  files: readonly GrammarScope[];
}

export interface GrammarSentence {
  intent: string;
  template: Template;
  /** As written. */
  text: string;
  slots: Readonly<Record<string, string | number | boolean>>;
  /** When it counts: everything named here must be so, and nothing of `excludes`. */
  requires: Context;
  excludes: Context;
  file: string;
  line: number;
}

/** `state`: one of these states. `pending`: one of these intents is asked about. */
export interface Context {
  state?: readonly string[];
  pending?: readonly string[];
}

export interface GrammarRule {
  name: string;
  file: string;
  line: number;
  template: Template;
}

export type GrammarList = { name: string; file: string; line: number } & (
  | { kind: 'values'; values: readonly ListEntry[] }
  | { kind: 'range'; from: number; to: number; step: number }
  | {
      kind: 'wildcard';
      resolve: 'text' | 'packages' | 'query' | 'letters';
      onlyFound: boolean;
      words: number;
    }
);

export interface ListEntry {
  template: Template;
  /** The slot's value; absent: the words that were said. */
  out?: string | number | boolean;
}

export interface GrammarScope {
  file: string;
  rules: ReadonlyMap<string, GrammarRule>;
  lists: ReadonlyMap<string, GrammarList>;
}

/** How many words a wildcard takes when its file does not say. */
const WILDCARD_WORDS = 12;

/** Reads grammar files given as text. Throws `ConfigError` `bad-grammar` with file and line. */
export function parseGrammar(files: readonly { file: string; text: string }[]): Grammar {
  const parsed = files.map(({ file, text }) => parseGrammarFile(file, text));
  const scopes = parsed.map(readScope);
  const rule = lookup(scopes, (scope) => scope.rules);
  const list = lookup(scopes, (scope) => scope.lists);
  const sentences = parsed.flatMap(readSentences);
  const skipWords = parsed
    .flatMap(readSkipWords)
    .filter((words) => words.length > 0)
    .sort((a, b) => b.length - a.length);
  const grammar: Grammar = { sentences, skipWords, rule, list, files: scopes };
  checkNames(grammar);
  return grammar;
}

/** Whether a sentence counts now. */
export function fits({ requires, excludes }: GrammarSentence, { state, pending }: Expectation): boolean {
  if (excludes.state?.includes(state) || pending.some((intent) => excludes.pending?.includes(intent)))
    return false;
  if (requires.state && !requires.state.includes(state)) return false;
  return !requires.pending || pending.some((intent) => requires.pending?.includes(intent));
}

function lookup<Item>(
  scopes: readonly GrammarScope[],
  of: (scope: GrammarScope) => ReadonlyMap<string, Item>,
) {
  const own = new Map(scopes.map((scope) => [scope.file, of(scope)]));
  const shared = new Map<string, Item>();
  for (const scope of scopes)
    for (const [name, item] of of(scope)) if (!shared.has(name)) shared.set(name, item);
  return (file: string, name: string): Item | undefined => own.get(file)?.get(name) ?? shared.get(name);
}

function readScope(parsed: ParsedFile): GrammarScope {
  const { file, content, lineOf } = parsed;
  const rules = new Map<string, GrammarRule>();
  for (const [name, text] of Object.entries(content.expansion_rules)) {
    const line = lineOf(['expansion_rules', name]);
    rules.set(name, { name, file, line, template: readTemplate(text, file, line) });
  }
  const lists = new Map<string, GrammarList>();
  for (const [name, list] of Object.entries(content.lists)) {
    lists.set(name, readList(parsed, name, list));
  }
  return { file, rules, lists };
}

function readList({ file, lineOf }: ParsedFile, name: string, list: List): GrammarList {
  const line = lineOf(['lists', name]);
  const at = { name, file, line };
  if ('range' in list) return { ...at, kind: 'range', ...list.range };
  if ('wildcard' in list) {
    const { resolve = 'text', only_found: onlyFound = false, words = WILDCARD_WORDS } = list;
    return { ...at, kind: 'wildcard', resolve, onlyFound, words };
  }
  const values = list.values.map((value, index) => {
    const valueLine = lineOf(['lists', name, 'values', index]);
    if (typeof value !== 'string')
      return { template: readTemplate(value.in, file, valueLine), out: value.out };
    const template = readTemplate(value, file, valueLine);
    return template.type === 'words' ? { template, out: template.text } : { template };
  });
  return { ...at, kind: 'values', values };
}

function readSentences({ file, content, lineOf }: ParsedFile): GrammarSentence[] {
  return Object.entries(content.intents).flatMap(([intent, { data }]) =>
    data.flatMap((block, index) =>
      block.sentences.map((text, number) => {
        const line = lineOf(['intents', intent, 'data', index, 'sentences', number]);
        return {
          intent,
          template: readTemplate(text, file, line),
          text,
          slots: block.slots ?? {},
          requires: contextOf(block.requires_context, file, line),
          excludes: contextOf(block.excludes_context, file, line),
          file,
          line,
        };
      }),
    ),
  );
}

/** Skip words are templates too, but only of words. */
function readSkipWords({ file, content, lineOf }: ParsedFile): (readonly string[])[] {
  return content.skip_words.flatMap((text, index) => {
    const line = lineOf(['skip_words', index]);
    const texts = wordingsOf(readTemplate(text, file, line));
    if (texts) return texts.map((words) => canonical(words));
    throw wrong(file, line, 'a skip word has no lists, rules or permutations');
  });
}

function wordingsOf(template: Template): string[] | undefined {
  switch (template.type) {
    case 'words':
      return [template.text];
    case 'choice': {
      const texts = template.items.map(wordingsOf);
      return texts.every((some) => some !== undefined) ? texts.flat() : undefined;
    }
    case 'sequence':
      return template.items.reduce<string[] | undefined>(
        (texts, item) => {
          const more = wordingsOf(item);
          return more && texts?.flatMap((text) => more.map((next) => `${text} ${next}`));
        },
        [''],
      );
    default:
      return undefined;
  }
}

function contextOf(context: SentenceBlock['requires_context'], file: string, line: number): Context {
  const result: Context = {};
  for (const [key, value] of Object.entries(context ?? {})) {
    if (key !== 'state' && key !== 'pending') {
      throw wrong(file, line, `context “${key}” is not known, only “state” and “pending”`);
    }
    result[key] = typeof value === 'string' ? [value] : value;
  }
  return result;
}

function readTemplate(text: string, file: string, line: number): Template {
  try {
    return parseTemplate(text);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw wrong(file, line, `${error.message}, at “${text.slice(error.at, error.at + 20)}”`, error);
  }
}

/** Every rule and list that is named exists, and no rule contains itself. */
function checkNames(grammar: Grammar): void {
  const safe = new Set<GrammarRule | GrammarList>();
  const check = (
    template: Template,
    file: string,
    line: number,
    open: readonly (GrammarRule | GrammarList)[],
  ): void => {
    if (template.type === 'words') return;
    if (template.type !== 'list' && template.type !== 'rule') {
      for (const item of template.items) check(item, file, line, open);
      return;
    }
    const name = template.type === 'rule' ? template.rule : template.list;
    const found = template.type === 'rule' ? grammar.rule(file, name) : grammar.list(file, name);
    if (!found) throw wrong(file, line, `no ${template.type} is called “${name}”`);
    if (open.includes(found)) throw wrong(file, line, `${template.type} “${name}” contains itself`);
    if (safe.has(found)) return;
    for (const inner of templatesOf(found)) check(inner, found.file, found.line, [...open, found]);
    safe.add(found);
  };
  for (const scope of grammar.files) {
    for (const rule of scope.rules.values()) check(rule.template, rule.file, rule.line, [rule]);
    for (const list of scope.lists.values())
      for (const inner of templatesOf(list)) check(inner, list.file, list.line, [list]);
  }
  for (const sentence of grammar.sentences) check(sentence.template, sentence.file, sentence.line, []);
}

function templatesOf(found: GrammarRule | GrammarList): readonly Template[] {
  if ('template' in found) return [found.template];
  return found.kind === 'values' ? found.values.map((value) => value.template) : [];
}
