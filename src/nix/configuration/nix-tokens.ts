/** A word of a file of Nix, without comments. Code inside strings and paths is part of them. */
export interface NixToken {
  kind: 'name' | 'number' | 'string' | 'path' | 'uri' | 'symbol';
  /** As it is written; of a string what stands between its quotes. */
  text: string;
  /** From 1. */
  line: number;
}

const SPACE = /(?:\s|#[^\n]*|\/\*[\s\S]*?(?:\*\/|$))+/y;
const NAME = /[a-zA-Z_][\w'-]*/y;
const NUMBER = /\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+/y;
const PATH = /(?:~|[\w.+-]{0,255})(?:\/[\w.+-]+)+\/?|<[\w.+-]+(?:\/[\w.+-]+)*>/y;
/** Of a path with code in it, the part behind that. */
const MORE_PATH = /[\w.+/-]*/y;
const URI = /[a-zA-Z][\w+.-]{0,30}:[\w%/?:@&=+$,.!~*'-]+/y;
const SYMBOL = /\$\{|\.\.\.|\+\+|\/\/|->|==|!=|<=|>=|&&|\|\||[\s\S]/y;

/** The longest match counts, the first of several; `a/b` is a path and `x:y` a URI, as for Nix. */
const WORDS = [
  ['name', NAME],
  ['number', NUMBER],
  ['path', PATH],
  ['uri', URI],
] as const;

/** Code in strings in code, and so on: what is deeper is taken for letters. */
const DEEPEST = 50;

/** Never fails: what is no Nix becomes symbols. */
export function nixTokens(text: string): readonly NixToken[] {
  const tokens: NixToken[] = [];
  let line = 1;
  let counted = 0;
  const lineAt = (position: number) => {
    for (; counted < position; counted++) if (text.charCodeAt(counted) === 10) line++;
    return line;
  };
  for (let at = skip(SPACE, text, 0); at < text.length; at = skip(SPACE, text, at)) {
    const { kind, start, end, next } = wordAt(text, at, 0);
    tokens.push({ kind, text: text.slice(start, end), line: lineAt(at) });
    at = next;
  }
  return tokens;
}

interface Word {
  kind: NixToken['kind'];
  start: number;
  end: number;
  /** Where it goes on behind it. */
  next: number;
}

function wordAt(text: string, at: number, depth: number): Word {
  if (text[at] === '"') return stringAt(text, at, 1, endOfString(text, at + 1, depth));
  if (text.startsWith("''", at)) return stringAt(text, at, 2, endOfIndented(text, at + 2, depth));
  let kind: NixToken['kind'] = 'symbol';
  let end = at;
  for (const [candidate, pattern] of WORDS) {
    const reached = skip(pattern, text, at);
    if (reached > end) [kind, end] = [candidate, reached];
  }
  if (kind === 'path') end = endOfPath(text, end, depth);
  if (kind === 'symbol') end = skip(SYMBOL, text, at);
  return { kind, start: at, end, next: end };
}

function stringAt(text: string, at: number, quote: number, end: number): Word {
  return { kind: 'string', start: at + quote, end, next: Math.min(end + quote, text.length) };
}

/** Where its closing quote is. */
function endOfString(text: string, from: number, depth: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\') at += 2;
    else at = afterPiece(text, at, '"\\', depth);
  }
  return Math.min(at, text.length);
}

function endOfIndented(text: string, from: number, depth: number): number {
  let at = from;
  while (at < text.length) {
    if (!text.startsWith("''", at)) at = afterPiece(text, at, "'", depth);
    else if (text[at + 2] === '\\') at += 4;
    else if (text[at + 2] === "'" || text[at + 2] === '$') at += 3;
    else return at;
  }
  return text.length;
}

/** After a letter, or after code. A second `$` takes the meaning from the first. */
function afterPiece(text: string, at: number, apart: string, depth: number): number {
  if (text[at] !== '$') return at + 1;
  if (text[at + 1] === '{') return afterCode(text, at + 2, depth);
  return apart.includes(text[at + 1] ?? '') ? at + 1 : at + 2;
}

function endOfPath(text: string, from: number, depth: number): number {
  let at = from;
  while (text.startsWith('${', at)) at = skip(MORE_PATH, text, afterCode(text, at + 2, depth));
  return at;
}

/** Behind the brace that closes the code which begins at `from`. */
function afterCode(text: string, from: number, depth: number): number {
  if (depth >= DEEPEST) return from;
  let open = 1;
  let at = skip(SPACE, text, from);
  while (at < text.length && open > 0) {
    const { kind, start, next } = wordAt(text, at, depth + 1);
    if (kind === 'symbol' && /^(?:\$\{|\{)$/.test(text.slice(start, next))) open++;
    if (kind === 'symbol' && text[start] === '}') open--;
    at = open > 0 ? skip(SPACE, text, next) : next;
  }
  return at;
}

/** Where `pattern`, matched at `at`, ends; `at` when it does not fit. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

export function isName(token: NixToken | undefined, text?: string): boolean {
  return token?.kind === 'name' && (text === undefined || token.text === text);
}

export function isSymbol(token: NixToken | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text;
}
