import type { Sentence } from '../features.ts';

const MARKS = new Set('command binary program tool executable utility bin locate'.split(' '));

/** The command that a sentence asks the package of; undefined when it names none. */
export function programIn(
  { words, spots }: Sentence,
  readProgram: (words: readonly string[]) => string | undefined,
  isEveryday: (word: string) => boolean,
): string | undefined {
  const spelled = spots.find(({ kind, to, from }) => kind === 'letters' || (kind === 'name' && to - from > 1));
  const beside = words.flatMap((word, at) =>
    MARKS.has(word) ? [words[at - 1], words[at + 1]].filter((next) => next !== undefined) : [],
  );
  const unknown = words.filter((word) => !isEveryday(word) && !MARKS.has(word));
  const named = spots
    .filter(({ packages = [], isEveryday: weak }) => packages.length > 0 && !weak)
    .map(({ from, to }) => words.slice(from, to));
  const candidates = [
    ...(spelled ? [words.slice(spelled.from, spelled.to)] : []),
    ...beside.filter((word) => !isEveryday(word)).map((word) => [word]),
    ...joinedLetters(words, isEveryday),
    ...named,
    ...unknown.map((word) => [word]),
    ...beside.filter((word) => !SMALL.has(word)).map((word) => [word]),
  ];
  for (const candidate of candidates) {
    const program = readProgram(candidate);
    if (program !== undefined) return program;
  }
  return undefined;
}

/** "h t passwd": letters in front of an unknown word. */
function joinedLetters(
  words: readonly string[],
  isEveryday: (word: string) => boolean,
): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  for (let at = 0; at < words.length; at++) {
    let end = at;
    while (end < words.length && (words[end] as string).length === 1) end++;
    if (end === at) continue;
    const next = words[end];
    if (next !== undefined && next.length > 2 && !isEveryday(next)) found.push(words.slice(at, end + 1));
    at = end;
  }
  return found;
}

const SMALL = new Set('the a an this that which what of for from is in to it my no not and or where'.split(' '));
