import type { OwnName } from '#catalogue/own-names.ts';
import type { Classifier } from './classifier/model.ts';
import type { Expectation } from './expectation.ts';
import type { RESOLVES } from './grammar-file.ts';
import type { SentenceOutlines } from './sentence-outlines.ts';
import type { Template } from './template.ts';

/** What can be said: all grammar files together, templates read, names checked. Plain data, so that it can be kept. */
export interface Grammar {
  sentences: readonly GrammarSentence[];
  /** Skip words, canonical, longest first. */
  skipWords: readonly (readonly string[])[];
  files: readonly GrammarScope[];
  /** What packages, services and options are called besides, in the order in which it was written. */
  names: readonly GrammarName[];
  /** Of the sentences, and of all that can be said, where that was worked out before. */
  outlines?: SentenceOutlines;
  fingerprint?: string;
  /** For what no template fits; a grammar of somebody else's domain has none. */
  classifier?: () => Classifier;
}

export interface GrammarName extends OwnName {
  file: string;
  line: number;
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
      resolve: 'text' | (typeof RESOLVES)[number];
      onlyFound: boolean;
      words: number;
    }
);

interface ListEntry {
  template: Template;
  /** The slot's value; absent: the words that were said. */
  out?: string | number | boolean;
}

export interface GrammarScope {
  file: string;
  rules: ReadonlyMap<string, GrammarRule>;
  lists: ReadonlyMap<string, GrammarList>;
}

/** Whether a sentence counts now. */
export function fits({ requires, excludes }: GrammarSentence, { state, pending }: Expectation): boolean {
  if (excludes.state?.includes(state) || pending.some((intent) => excludes.pending?.includes(intent)))
    return false;
  if (requires.state && !requires.state.includes(state)) return false;
  return !requires.pending || pending.some((intent) => requires.pending?.includes(intent));
}

/** The rule that `name` means in `file`: its own, else another file's. */
export function ruleIn({ files }: Grammar, file: string, name: string): GrammarRule | undefined {
  return ownFirst(files, file)
    .find(({ rules }) => rules.has(name))
    ?.rules.get(name);
}

/** The list that `name` means in `file`: its own, else another file's. */
export function listIn({ files }: Grammar, file: string, name: string): GrammarList | undefined {
  return ownFirst(files, file)
    .find(({ lists }) => lists.has(name))
    ?.lists.get(name);
}

function ownFirst(files: readonly GrammarScope[], file: string): readonly GrammarScope[] {
  return [...files.filter((scope) => scope.file === file), ...files];
}
