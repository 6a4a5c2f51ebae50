import { EMPTY, type Template } from './template.ts';
import { canonical } from './words.ts';

/** What is wrong with a template, at which character. */
export class TemplateError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.name = 'TemplateError';
    this.at = at;
  }
}

/** Before adjacency is settled: text keeps its spaces, so that `light[s]` is one word and `light [s]` are two. */
type Piece =
  | { type: 'text'; text: string }
  | { type: 'group'; kind: 'choice' | 'permutation'; items: Piece[][] }
  | Leaf;
type Leaf = Extract<Template, { type: 'list' | 'rule' }>;

const MOST_DEPTH = 40;
const MOST_JOINED = 2000;

/** Reads hassil's template language. Throws `TemplateError`. */
export function parseTemplate(text: string): Template {
  const reader = { text, at: 0 };
  const pieces = readPieces(reader, '', 0);
  return settle(pieces);
}

interface Reader {
  text: string;
  at: number;
}

function readPieces(reader: Reader, until: string, depth: number): Piece[] {
  if (depth > MOST_DEPTH) throw new TemplateError('brackets are nested too deeply', reader.at);
  const pieces: Piece[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') pieces.push({ type: 'text', text });
    text = '';
  };
  while (reader.at < reader.text.length) {
    const char = reader.text[reader.at] as string;
    if (until.includes(char)) break;
    if (char === '\\') {
      const escaped = reader.text[reader.at + 1];
      if (escaped === undefined) throw new TemplateError('a backslash at the end escapes nothing', reader.at);
      text += escaped;
      reader.at += 2;
    } else if (char === '(' || char === '[') {
      flush();
      pieces.push(readGroup(reader, char, depth));
    } else if (char === '{' || char === '<') {
      flush();
      pieces.push(readLeaf(reader, char));
    } else if (')]}>'.includes(char)) throw new TemplateError(`“${char}” was never opened`, reader.at);
    else if (char === '|' || char === ';')
      throw new TemplateError(`“${char}” stands outside brackets`, reader.at);
    else {
      text += char;
      reader.at++;
    }
  }
  flush();
  return pieces;
}

function readGroup(reader: Reader, open: '(' | '[', depth: number): Piece {
  const start = reader.at++;
  const close = open === '(' ? ')' : ']';
  const items: Piece[][] = [];
  let separator = '';
  while (true) {
    items.push(readPieces(reader, `|;${close}`, depth + 1));
    const char = reader.text[reader.at++];
    if (char === undefined) throw new TemplateError(`“${open}” is never closed`, start);
    if (char === close) break;
    if (separator !== '' && separator !== char)
      throw new TemplateError('“|” and “;” are mixed in one bracket', reader.at - 1);
    separator = char;
  }
  const permutation = separator === ';';
  if (permutation && items.length > 8)
    throw new TemplateError('a permutation has at most eight items', start);
  if (open === '(') return { type: 'group', kind: permutation ? 'permutation' : 'choice', items };
  if (!permutation) return { type: 'group', kind: 'choice', items: [...items, []] };
  return { type: 'group', kind: 'choice', items: [[{ type: 'group', kind: 'permutation', items }], []] };
}

function readLeaf(reader: Reader, open: '{' | '<'): Leaf {
  const start = reader.at;
  const close = reader.text.indexOf(open === '{' ? '}' : '>', start);
  if (close < 0) throw new TemplateError(`“${open}” is never closed`, start);
  const inside = reader.text.slice(start + 1, close).trim();
  reader.at = close + 1;
  const name = /^[\p{L}_][\p{L}\p{N}_-]*(?::[\p{L}_][\p{L}\p{N}_-]*)?$/u;
  if (!name.test(inside) || (open === '<' && inside.includes(':')))
    throw new TemplateError(`“${inside}” is no name`, start);
  const [first = '', slot = first] = inside.split(':');
  return open === '<' ? { type: 'rule', rule: first } : { type: 'list', list: first, slot };
}

/** Turns pieces into templates: runs of text and groups without a space between them are joined into words. */
function settle(pieces: readonly Piece[]): Template {
  const items: Template[] = [];
  let texts: string[] = [];
  let run: Piece[] = [];
  const endWords = () => {
    if (texts.length > 0) items.push(wordsTemplate(texts.join(' ')));
    texts = [];
  };
  const endRun = () => {
    const [only] = run;
    if (run.length === 1 && only?.type === 'text') texts.push(only.text);
    else if (run.length > 0) {
      endWords();
      items.push(settleRun(run));
    }
    run = [];
  };
  for (const piece of pieces) {
    if (piece.type === 'text') {
      for (const [at, text] of piece.text.split(/\s+/u).entries()) {
        if (at > 0) endRun();
        if (text !== '') run.push({ type: 'text', text });
      }
    } else if (isPlain(piece)) run.push(piece);
    else {
      endRun();
      endWords();
      items.push(piece.type === 'group' ? settleGroup(piece) : piece);
    }
  }
  endRun();
  endWords();
  return sequence(joinWords(items));
}

function isPlain(piece: Piece): boolean {
  if (piece.type === 'text') return true;
  return (
    piece.type === 'group' && piece.kind === 'choice' && piece.items.every((item) => item.every(isPlain))
  );
}

function settleRun(run: readonly Piece[]): Template {
  const [only] = run;
  if (run.length === 1 && only?.type === 'group') return settleGroup(only);
  const texts = expansions(run);
  return texts.length === 1
    ? wordsTemplate(texts[0] as string)
    : { type: 'choice', items: texts.map(wordsTemplate) };
}

function settleGroup(group: Extract<Piece, { type: 'group' }>): Template {
  const items = group.items.map(settle);
  if (group.kind === 'permutation') return { type: 'permutation', items };
  return items.length === 1 ? (items[0] as Template) : { type: 'choice', items };
}

function expansions(pieces: readonly Piece[]): string[] {
  let texts = [''];
  for (const piece of pieces) {
    const next =
      piece.type === 'text' ? [piece.text] : piece.type === 'group' ? piece.items.flatMap(expansions) : [];
    texts = texts.flatMap((text) => next.map((more) => text + more));
    if (texts.length > MOST_JOINED)
      throw new TemplateError('too many words are built from adjoining brackets', 0);
  }
  return [...new Set(texts)];
}

function wordsTemplate(text: string): Template {
  const written = text.trim().replaceAll(/\s+/gu, ' ');
  const words = canonical(written);
  return words.length === 0 ? EMPTY : { type: 'words', text: written, words };
}

/** Neighbouring words become one, so that "what is" and "what's" are the same whatever the brackets around. */
function joinWords(items: readonly Template[]): Template[] {
  const joined: Template[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (item.type === 'words' && last?.type === 'words')
      joined.splice(-1, 1, wordsTemplate(`${last.text} ${item.text}`));
    else if (item !== EMPTY) joined.push(item);
  }
  return joined;
}

function sequence(items: readonly Template[]): Template {
  if (items.length === 0) return EMPTY;
  return items.length === 1 ? (items[0] as Template) : { type: 'sequence', items };
}
