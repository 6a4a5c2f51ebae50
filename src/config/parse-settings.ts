import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import { isSection, type SettingPath, type Written } from './merge.ts';
import type { Place, Problem } from './problem.ts';

/** A settings file as YAML: for reading, for pointing at places, and for editing. */
export interface ParsedSettings {
  text: string;
  document: Document;
  written: Written;
  /** What keeps it from being settings at all; then `written` is empty. */
  problems: readonly Problem[];
  /** Where the name of a setting stands, or what it is set to; else the section around it. */
  placeOf(path: SettingPath, what: 'name' | 'value'): Place;
}

/** More are no settings but an attack. */
const MOST_ALIASES = 100;

export function parseSettings(text: string): ParsedSettings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const placeOf = (path: SettingPath, what: 'name' | 'value') => placeAt(offsetOf(document, path, what));
  const broken = (message: string, offset: number): ParsedSettings => ({
    text,
    document,
    written: {},
    problems: [{ path: [], message, place: placeAt(offset) }],
    placeOf,
  });

  const [error] = [...document.errors, ...document.warnings];
  if (error) return broken(explained(error.code, error.message, text.slice(...error.pos)), error.pos[0]);
  const odd = oddKey(document.contents);
  if (odd) return broken('a name must be plain text', odd.range?.[0] ?? 0);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MOST_ALIASES }) ?? {};
  } catch (cause) {
    return broken(`the references (*) do not work out: ${(cause as Error).message}`, 0);
  }
  if (!isSection(value))
    return broken('settings are lines of “name: value”', offsetOf(document, [], 'value'));
  return { text, document, written: value, problems: [], placeOf };
}

function explained(code: string, message: string, there: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'this name stands here for the second time';
    case 'TAB_AS_INDENT':
      return 'a tab cannot indent: use spaces';
    case 'MULTIPLE_DOCS':
      return 'a line of --- begins a second file here: leave it out';
    case 'TAG_RESOLVE_FAILED':
      return `the tag ${there.slice(0, 20)} is not known`;
    default:
      return `this is no YAML: ${message.split('\n')[0]}`.slice(0, 200);
  }
}

/** A key that is a list, a section or a reference. */
function oddKey(node: unknown): Node | undefined {
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      if (!isScalar(key)) return key as Node;
      const odd = oddKey(value);
      if (odd) return odd;
    }
  } else if (isSeq(node)) {
    for (const item of node.items) {
      const odd = oddKey(item);
      if (odd) return odd;
    }
  }
  return undefined;
}

function offsetOf(document: Document, path: SettingPath, what: 'name' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, name] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const pair = isMap(node) ? pairOf(node.items, name) : undefined;
    const value: unknown = isSeq(node) ? node.items[Number(name)] : pair?.value;
    if (!pair && value === undefined) return offset;
    const isLast = depth === path.length - 1;
    const nameOffset = startOf(pair?.key);
    offset =
      (isLast && what === 'value' ? startOf(value) : nameOffset) ?? nameOffset ?? startOf(value) ?? offset;
    node = value;
  }
  return offset;
}

function pairOf(items: readonly Pair[], name: string | number): Pair | undefined {
  return items.find(({ key }) => isScalar(key) && String(key.value) === String(name));
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
