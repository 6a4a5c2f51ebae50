import { contractionOf, repairsFrom } from './repairs.ts';

/** A sentence as canonical words: what templates and text are both turned into before they are compared. */
export interface Words {
  words: readonly string[];
  /** Positions before which the writer or speaker made a break (comma, full stop, dash). */
  breaks: ReadonlySet<number>;
}

const BREAKING = /[,;:!?…]|\.(?=\s|$)|\s[-–—]+(?=\s|$)|[–—]|-(?=\s|$)/u;

/** Text in which there is nothing to normalize: most of it. */
const PLAIN = /^(?: *[a-z0-9]+(?:'[a-z]+)?)(?: +[a-z0-9]+(?:'[a-z]+)?)* *$/;

/** Canonical words of `text`: lower case, contractions opened ("what's" is "what is"), known mishearings repaired. */
export function wordsOf(text: string): Words {
  if (PLAIN.test(text))
    return repaired(
      text.split(' ').filter((word) => word !== ''),
      new Set(),
    );
  const words: string[] = [];
  const breaks = new Set<number>();
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’ʼ`´](?=[a-z])/gu, "'")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  for (const piece of plain.split(/(\s+)/u)) {
    if (piece === '' || /^\s+$/u.test(piece)) continue;
    const leading = /^[-–—.,;:!?…"“”«»'()]*/u.exec(piece)?.[0] ?? '';
    const body = /^-+[a-z0-9]/u.test(piece) ? piece : piece.slice(leading.length);
    if (BREAKING.test(`${leading} `)) breaks.add(words.length);
    addPiece(body, words, breaks);
  }
  breaks.delete(0);
  return repaired(words, breaks);
}

/** Only the words, for templates and comparisons. */
export function canonical(text: string): readonly string[] {
  return wordsOf(text).words;
}

function addPiece(piece: string, words: string[], breaks: Set<number>): void {
  const trailing = /[-–—.,;:!?…"“”«»'()]*$/u.exec(piece)?.[0] ?? '';
  const body = /^[^\p{L}\p{N}]+$/u.test(piece) ? piece : piece.slice(0, piece.length - trailing.length);
  if (body !== '' && !/^[-–—.,;:!?…"“”«»'()]+$/u.test(body)) {
    // A flag ("-rf") keeps its dash: it must never pass for a word.
    const parts = body.startsWith('-')
      ? [body]
      : body.split(/(?<=[\p{L}\p{N}])[-–—,](?=[\p{L}\p{N}])|(?<=\p{N})(?=[%°])|(?<=[%°])(?=\p{L})/u);
    words.push(...parts.filter((part) => part !== ''));
  }
  if (BREAKING.test(`${trailing} `)) breaks.add(words.length);
}

/** Contractions first, so that "that's not" and "that is not" meet the same repairs. */
function repaired(words: readonly string[], breaks: ReadonlySet<number>): Words {
  const opened = replaced({ words, breaks }, (at) => {
    const meant = contractionOf(words[at] as string);
    return meant && { length: 1, by: meant };
  });
  return replaced(opened, (at) => repairAt(opened.words, at));
}

interface Replacement {
  length: number;
  by: readonly string[];
}

function replaced({ words, breaks }: Words, replacementAt: (at: number) => Replacement | undefined): Words {
  const result: string[] = [];
  const kept = new Set<number>();
  for (let at = 0; at < words.length; ) {
    if (breaks.has(at)) kept.add(result.length);
    const { length, by } = replacementAt(at) ?? { length: 1, by: [words[at] as string] };
    result.push(...by);
    at += length;
  }
  kept.delete(0);
  return { words: result, breaks: kept };
}

function repairAt(words: readonly string[], at: number): Replacement | undefined {
  for (const repair of repairsFrom(words[at] as string)) {
    if (repair.heard.every((word, offset) => words[at + offset] === word)) {
      return { length: repair.heard.length, by: repair.meant };
    }
  }
  return undefined;
}

/** As the model hears them; the longest first, where one begins like another. */
export const WAKE_PHRASES: readonly (readonly string[])[] = [
  ['wake', 'up', 'nix'],
  ['hey', 'nix'],
  ['ok', 'nix'],
  ['hey', 'computer'],
  ['ok', 'computer'],
  ['computer'],
];

/** `words` without a wake phrase in front; `woken` tells whether there was one. */
export function withoutWakePhrase(said: Words): Words & { woken: boolean } {
  for (const phrase of WAKE_PHRASES) {
    if (!phrase.every((word, index) => said.words[index] === word)) continue;
    return { ...slice(said, phrase.length, said.words.length), woken: true };
  }
  return { ...said, woken: false };
}

/** Words `from` (included) to `to` (excluded), breaks moved along. */
export function slice(said: Words, from: number, to: number): Words {
  const breaks = new Set<number>();
  for (const at of said.breaks) if (at > from && at < to) breaks.add(at - from);
  return { words: said.words.slice(from, to), breaks };
}

/** What `find` finds for `said`, once for the same words with the same breaks. */
export function kept<Found>(known: Map<string, Found>, said: Words, find: () => Found): Found {
  const key = `${said.words.join(' ')}|${[...said.breaks].join()}`;
  const before = known.get(key);
  if (before !== undefined || known.has(key)) return before as Found;
  const found = find();
  known.set(key, found);
  return found;
}
