import { wordsOf } from './words.ts';

const ARTICLES = new Set(['a', 'an', 'the']);
/** Before a name or behind it, these make no other topic of it. */
const WRAPPING = new Set(
  'my our this that these those all whole old new such thing things exactly'.split(' '),
);
/** Where everything is about Nix, these need not be said. */
const NIX_WORDS = new Set('nix nixos'.split(' '));
const JOINING = new Set('in on of for with under'.split(' '));

/** Words of questions, which are about nothing by themselves. */
const QUESTION_WORDS = new Set(
  (
    'a about actually again all also always am an and another any anybody anyone are as asked at be because been before ' +
    'being between better but by call called can come comes compare could decide define definition describe did differ ' +
    'difference different do does doing done each else even ever every everybody everyone everything exactly example ' +
    'exist explain explanation first for from get gets give go goes good got had happen happens has have hear heard ' +
    'help her here him his how i idea if in inside into is it its just keep keeps kind know learn lesson like long look ' +
    'made make makes many mean meaning means me mean more much must my need needs never nix nixos no not of often on ' +
    'one only or other our out over part people please point purpose put question really related right say says sense ' +
    'she short should simple so some somebody something still such take takes talk teach tell than that the their them ' +
    'then there these they thing things think this those to too topic understand up us use used useful uses using ' +
    'versus very want wants was way we well were what when where whether which while who why will with word words work ' +
    'works would yes you your'
  ).split(' '),
);

/** A name as one word without articles, gaps and plural: "the Nix stores" is `nixstore`. */
export function topicKey(words: readonly string[], baseOf = singular): string {
  return words
    .filter((word) => !ARTICLES.has(word))
    .map(baseOf)
    .join('');
}

/** "Hashes" and "entries" are one of each. */
function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(ss|us|is|os)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return /(sh|ch|x|z|ss)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

/** The same name said with less and less around it, the whole first: "my old generations in nix". */
export function barerNames(words: readonly string[]): readonly (readonly string[])[] {
  const bare = trimmed(words, (word) => ARTICLES.has(word) || WRAPPING.has(word));
  const isSilent = (word: string) => ARTICLES.has(word) || WRAPPING.has(word) || NIX_WORDS.has(word);
  const plain = trimmed(
    bare,
    (word, at) => isSilent(word) || (JOINING.has(word) && at > 0 && NIX_WORDS.has(bare[at + 1] ?? '')),
  );
  return [words, bare, plain].filter(
    (name, at, names) => name.length > 0 && (at === 0 || name.length < (names[at - 1]?.length ?? 0)),
  );
}

function trimmed(
  words: readonly string[],
  isSilent: (word: string, at: number) => boolean,
): readonly string[] {
  let from = 0;
  let to = words.length;
  while (from < to && isSilent(words[from] as string, from)) from++;
  while (to > from && isSilent(words[to - 1] as string, to - 1)) to--;
  return words.slice(from, to);
}

/** What a question is about: its words without those that ask. */
export function contentWords(text: string): readonly string[] {
  return wordsOf(text).filter((word) => !QUESTION_WORDS.has(word));
}
