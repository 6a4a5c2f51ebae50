/** What a `.drv` file says of what it needs and is told; its builder is checked for its form and left out. */
export interface Derivation {
  /** Output name → store path; empty where the path depends on the content. */
  outputs: ReadonlyMap<string, string>;
  /** The derivations it is built from → which of their outputs. */
  inputs: ReadonlyMap<string, readonly string[]>;
  /** Store paths that were there before. */
  sources: readonly string[];
  system: string;
  /** Of its builder. */
  environment: ReadonlyMap<string, string>;
}

const MOST_LETTERS = 16_000_000;
const MOST_ELEMENTS = 200_000;

/**
 * Reads the text of a `.drv` file: `Derive([outputs],[inputs],[sources],system,builder,[arguments],[environment])`.
 * Undefined for anything that is not exactly so. Total.
 */
export function parseDerivation(text: string): Derivation | undefined {
  if (text.length > MOST_LETTERS) return undefined;
  const at: Cursor = { text, next: 0 };
  try {
    take(at, 'Derive(');
    const outputs = list(at, () => tuple(at, 4));
    take(at, ',');
    const inputs = list(at, () => input(at));
    take(at, ',');
    const sources = list(at, () => string(at));
    take(at, ',');
    const system = string(at);
    take(at, ',');
    string(at);
    take(at, ',');
    list(at, () => string(at));
    take(at, ',');
    const environment = list(at, () => tuple(at, 2));
    take(at, ')');
    if (text.slice(at.next).trim() !== '') return undefined;
    return {
      outputs: new Map(outputs.map(([name = '', path = '']) => [name, path])),
      inputs: new Map(inputs),
      sources,
      system,
      environment: new Map(environment.map(([name = '', value = '']) => [name, value])),
    };
  } catch (error) {
    if (error instanceof BadForm) return undefined;
    throw error;
  }
}

class BadForm extends Error {}

interface Cursor {
  text: string;
  next: number;
}

function take(at: Cursor, expected: string): void {
  if (!at.text.startsWith(expected, at.next)) throw new BadForm();
  at.next += expected.length;
}

function list<Element>(at: Cursor, element: () => Element): Element[] {
  take(at, '[');
  const elements: Element[] = [];
  while (at.text[at.next] !== ']') {
    if (elements.length > 0) take(at, ',');
    if (elements.length >= MOST_ELEMENTS) throw new BadForm();
    elements.push(element());
  }
  at.next++;
  return elements;
}

function tuple(at: Cursor, length: number): string[] {
  take(at, '(');
  const parts: string[] = [];
  for (let index = 0; index < length; index++) {
    if (index > 0) take(at, ',');
    parts.push(string(at));
  }
  take(at, ')');
  return parts;
}

function input(at: Cursor): [path: string, outputs: string[]] {
  take(at, '(');
  const path = string(at);
  take(at, ',');
  const outputs = list(at, () => string(at));
  take(at, ')');
  return [path, outputs];
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const STRING = /"([^"\\]*(?:\\[\s\S][^"\\]*)*)"/y;

function string(at: Cursor): string {
  STRING.lastIndex = at.next;
  const match = STRING.exec(at.text);
  if (!match) throw new BadForm();
  at.next = STRING.lastIndex;
  const [, inner = ''] = match;
  return inner.includes('\\')
    ? inner.replace(/\\([\s\S])/g, (_, letter: string) => ESCAPED[letter] ?? letter)
    : inner;
}
