import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { ConfigError } from '#base/errors.ts';
import { Attribute } from '#nix/attribute.ts';
import { OptionPath, ServiceName } from '#nix/names.ts';

const Name = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{N}_-]{0,60}$/u, 'a name has letters, digits, dashes and underscores');
const Sentence = z.string().min(1).max(2000);
const SlotConstant = z.union([z.string().max(200), z.number(), z.boolean()]);
const Context = z.record(Name, z.union([z.string(), z.array(z.string())]));

/** What a wildcard's words can be looked up in. */
export const RESOLVES = [
  'packages',
  'query',
  'letters',
  'services',
  'options',
  'assignments',
  'programs',
  'durations',
  'numbers',
  'host_names',
  'dates',
  'descriptions',
  'remembered',
  'topics',
] as const;

const SentenceBlock = z.strictObject({
  sentences: z.array(Sentence).min(1),
  /** Slots that all these sentences have. */
  slots: z.record(Name, SlotConstant).optional(),
  /** Only in these states: `{state: confirming}` or a list of them. */
  requires_context: Context.optional(),
  excludes_context: Context.optional(),
});
export type SentenceBlock = z.infer<typeof SentenceBlock>;

const ListValue = z.union([
  Sentence,
  z.strictObject({ in: Sentence, out: z.union([z.string().max(200), z.number(), z.boolean()]) }),
]);

const List = z.union([
  z.strictObject({ values: z.array(ListValue).min(1).max(20_000) }),
  z.strictObject({
    range: z
      .strictObject({ from: z.int(), to: z.int(), step: z.int().min(1).default(1) })
      .refine((range) => range.from <= range.to, 'from is greater than to'),
  }),
  z.strictObject({
    /** Any words. */
    wildcard: z.literal(true),
    /** What its words are looked up in; without it the slot is the text. */
    resolve: z.enum(RESOLVES).optional(),
    /** Only a query for which the catalogue has something, only a topic by its name. */
    only_found: z.boolean().optional(),
    /** At most so many words. */
    words: z.int().min(1).max(40).optional(),
  }),
]);
export type List = z.infer<typeof List>;

const SpokenNames = z.array(z.string().min(1).max(100)).min(1).max(50);

function namesOf(shape: z.ZodType, what: string) {
  const name = z.string().refine((text) => shape.safeParse(text).success, what);
  return z.record(name, SpokenNames).default({});
}

/** What things are called besides, by their names in Nix. */
const Names = z.strictObject({
  packages: namesOf(Attribute, 'a package stands under its attribute, such as telegram-desktop'),
  services: namesOf(ServiceName, 'a service stands under its unit, such as sshd'),
  options: namesOf(OptionPath, 'an option stands under its path, such as services.openssh.enable'),
});

const GrammarFile = z.strictObject({
  language: z.string().regex(/^[a-z]{2,3}([-_][A-Za-z]{2,4})?$/, 'a language is a code like en'),
  intents: z.record(Name, z.strictObject({ data: z.array(SentenceBlock).min(1) })).default({}),
  expansion_rules: z.record(Name, Sentence).default({}),
  lists: z.record(Name, List).default({}),
  skip_words: z.array(Sentence).default([]),
  names: Names.prefault({}),
});
type GrammarFile = z.infer<typeof GrammarFile>;

/** A grammar file, checked, with a way back from a place in it to its line. */
export interface ParsedFile {
  file: string;
  content: GrammarFile;
  lineOf(path: readonly PropertyKey[]): number;
}

/** Reads the YAML of one grammar file. Throws `ConfigError` with file and line. */
export function parseGrammarFile(file: string, text: string): ParsedFile {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) throw wrong(file, counter.linePos(broken.pos[0]).line, broken.message.split('\n')[0] as string);
  const offsetOf = offsetsIn(document);
  const lineOf = (path: readonly PropertyKey[]) => counter.linePos(offsetOf(path)).line;
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 50 });
  } catch (cause) {
    throw wrong(file, 1, 'it refers to itself too often', cause);
  }
  const checked = GrammarFile.safeParse(content);
  if (checked.success) return { file, content: checked.data, lineOf };
  const issue = deepest(checked.error.issues[0] as z.core.$ZodIssue);
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = unknown === undefined ? issue.path : [...issue.path, unknown];
  const where = path.length === 0 ? '' : ` (at ${path.map(String).join('.')})`;
  throw wrong(
    file,
    lineOf(path),
    `${unknown === undefined ? issue.message : `unknown key “${unknown}”`}${where}`,
  );
}

export function wrong(file: string, line: number, message: string, cause?: unknown): ConfigError {
  return new ConfigError('bad-grammar', `${file}:${line}: ${message}`, { cause });
}

/** Of a union that fits nowhere, the complaint of the member that came furthest; of a key, what is wrong with it. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code === 'invalid_key') return { ...issue, message: issue.issues[0]?.message ?? issue.message };
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flatMap((issues) => issues.slice(0, 1)).map(deepest);
  const best = inner.sort((a, b) => b.path.length - a.path.length || rank(b) - rank(a))[0];
  return best ? { ...best, path: [...issue.path, ...best.path] } : issue;
}

function rank(issue: z.core.$ZodIssue): number {
  return issue.code === 'unrecognized_keys' ? 1 : 0;
}

/** Where each key and item begins, by its path; of a path that is not there, where the nearest one above it begins. */
function offsetsIn(document: Document): (path: readonly PropertyKey[]) => number {
  const offsets = new Map<string, number>();
  const walk = (node: unknown, path: string): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const inner = `${path}/${isScalar(key) ? String(key.value) : ''}`;
        if (isNode(key) && key.range) offsets.set(inner, key.range[0]);
        walk(value, inner);
      }
    } else if (isSeq(node)) {
      for (const [at, item] of node.items.entries()) {
        if (isNode(item) && item.range) offsets.set(`${path}/${at}`, item.range[0]);
        walk(item, `${path}/${at}`);
      }
    }
  };
  walk(document.contents, '');
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const offset = offsets.get(`/${path.slice(0, length).map(String).join('/')}`);
      if (offset !== undefined) return offset;
    }
    return 0;
  };
}
