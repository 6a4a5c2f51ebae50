import { checkNames } from './check-names.ts';
import type { Context, Grammar, GrammarList, GrammarRule, GrammarScope, GrammarSentence } from './grammar.ts';
import { type List, type ParsedFile, parseGrammarFile, type SentenceBlock, wrong } from './grammar-file.ts';
import { readNames } from './grammar-names.ts';
import { parseTemplate, TemplateError } from './parse-template.ts';
import type { Template } from './template.ts';
import { canonical } from './words.ts';

/** How many words a wildcard takes when its file does not say. */
const WILDCARD_WORDS = 12;

/** Reads grammar files given as text. Throws `ConfigError` `bad-grammar` with file and line. */
export function parseGrammar(files: readonly { file: string; text: string }[]): Grammar {
  const parsed = files.map(({ file, text }) => parseGrammarFile(file, text));
  const scopes = parsed.map(readScope);
  const sentences = parsed.flatMap(readSentences);
  const skipWords = parsed
    .flatMap(readSkipWords)
    .filter((words) => words.length > 0)
    .sort((a, b) => b.length - a.length);
  const names = parsed.flatMap(readNames);
  const grammar: Grammar = { sentences, skipWords, files: scopes, names };
  checkNames(grammar);
  return grammar;
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
