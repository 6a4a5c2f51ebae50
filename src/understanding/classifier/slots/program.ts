import type { Sentence } from '../features.ts';

const MARKS = new Set('command binary program tool executable utility bin'.split(' '));
/** In front of what is missing or looked for. */
const BEFORE = new Set(
  'for find run called named provides provide ships contains contain has have need locate get gets use command program tool binary is no of'.split(
    ' ',
  ),
);
const SHELLS = new Set('bash zsh fish shell terminal nix sudo apt'.split(' '));
const SMALL = new Set(
  'the a an this that which what where who of for from in is are to it my no not and or i me we you how do does can could would says say said found package packages which'.split(
    ' ',
  ),
);

/** The command that a sentence asks the package of; undefined when it names none. */
export function programIn(
  { words, spots }: Sentence,
  readProgram: (words: readonly string[]) => string | undefined,
  isEveryday: (word: string) => boolean,
): string | undefined {
  const spelled = spots.filter(
    ({ kind, to, from }) => kind === 'letters' || (kind === 'name' && to - from > 1),
  );
  const named = spots.filter(({ packages = [], isEveryday: weak }) => packages.length > 0 && !weak);
  const said = ({ from, to }: { from: number; to: number }) => words.slice(from, to);
  const single = words.map((word) => [word]).filter(([word = '']) => !SMALL.has(word) && !MARKS.has(word));
  const behind = single.filter(([word = '']) => BEFORE.has(words[words.indexOf(word) - 1] ?? ''));
  const beside = single.filter(([word = '']) => {
    const at = words.indexOf(word);
    return MARKS.has(words[at + 1] ?? '') || MARKS.has(words[at - 1] ?? '');
  });
  const isUnknown = ([word = '']: readonly string[]) => !isEveryday(word);
  const candidates = [
    ...joinedLetters(words, isEveryday),
    ...spelled.map(said),
    ...beside.filter(isUnknown),
    ...behind.filter(isUnknown),
    ...single.filter(isUnknown),
    ...named.map(said),
    ...beside,
    ...behind,
  ].filter((candidate) => candidate.length > 1 || !SHELLS.has(candidate[0] as string));
  for (const candidate of [...candidates, ...named.map(said)]) {
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
    const isName = next !== undefined && next.length > 2 && !isEveryday(next);
    if (isName && words[at] !== 'a' && words[at] !== 'i') found.push(words.slice(at, end + 1));
    at = end;
  }
  return found;
}
