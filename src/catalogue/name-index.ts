import { hashTable } from './hash-table.ts';
import { type Keep, keepBelow, makeAnew } from './keep.ts';
import { likeNames } from './like-names.ts';
import { eachOf, type List } from './list.ts';
import { type Called, eachKey, KEY_KINDS, type KeyKind } from './name-keys.ts';
import type { PackageMatch } from './package.ts';
import { joinedName, wordsOf } from './words.ts';

export interface NameMatch<Item> {
  item: Item;
  /** 0 to 1; 1 is exact. */
  score: number;
  how: PackageMatch['how'];
}

export interface NameIndex<Item> {
  /** What a name may mean; best first, at most `limit`. */
  named(text: string, limit: number): readonly NameMatch<Item>[];
  /** Only what is called exactly so, at most `limit`. */
  exactly(text: string, limit: number): readonly NameMatch<Item>[];
  /** All that is called exactly so. */
  called(text: string): readonly Item[];
  /** Whose command may be written so. */
  bringing(program: string): readonly Item[];
}

const MOST_WORDS = 32;
/** Said for the punctuation of an attribute: "telegram dash desktop". */
const PUNCTUATION: ReadonlySet<string> = new Set(['dash', 'hyphen', 'minus', 'underscore', 'dot', 'point']);
/** How sure the first words of a name are. */
const BEGINNING = 0.9;

/**
 * What a name may mean, in falling certainty; a surer way of matching hides the less sure ones, so that "vim" is
 * never also neovim. Several equal matches all come back, in the order of `items`, which is well-known first.
 */
export function nameIndex<Item>(
  items: List<Item>,
  calledOf: (item: Item) => Called,
  keep: Keep = makeAnew,
): NameIndex<Item> {
  const owners = ownersByKey(items, calledOf, keep);
  let like: ReturnType<typeof likeNames> | undefined;

  function exact(text: string, words: readonly string[], limit: number): NameMatch<Item>[] | undefined {
    const matches = (kind: KeyKind, key: string, how: PackageMatch['how'], score: number) => {
      const found = owners(kind, key, limit);
      return found.length > 0 ? found.map((at) => ({ item: items.at(at) as Item, score, how })) : undefined;
    };
    const written = text.trim().toLowerCase();
    const said = words.join(' ');
    const name = joinedName(words);
    const bare = words.some((word) => PUNCTUATION.has(word))
      ? joinedName(words.filter((word) => !PUNCTUATION.has(word)))
      : '';
    // What is said in words is said without gaps too.
    const isSaid = owners('joined', name, 1).length > 0;
    const letters = words.every((word) => word.length === 1 || /^[a-z]+$/.test(word) === false);
    return (
      // With its punctuation it is meant; a plain word may as well be how something better known is called.
      (written === said ? undefined : matches('written', written, 'attribute', 1)) ??
      (isSaid ? matches('words', said, 'spoken', 1) : undefined)?.map((match) =>
        calledOf(match.item).name.toLowerCase() === written ? { ...match, how: 'attribute' as const } : match,
      ) ??
      matches('written', written, 'attribute', 1) ??
      (isSaid ? matches('joined', name, letters ? 'letters' : 'joined', 0.97) : undefined) ??
      (bare === '' ? undefined : matches('joined', bare, 'joined', 0.95)) ??
      matches('program', name, letters && words.length > 1 ? 'letters' : 'spoken', 0.94)
    );
  }

  function near(words: readonly string[], limit: number): NameMatch<Item>[] {
    like ??= likeNames(calledIn(items, calledOf), keepBelow(keep, 'like'));
    const best = new Map<number, NameMatch<Item>>();
    const offer = (position: number, score: number, how: PackageMatch['how']) => {
      if (score > (best.get(position)?.score ?? 0))
        best.set(position, { item: items.at(position) as Item, score, how });
    };
    for (const position of owners('beginning', words.join(' '), limit)) offer(position, BEGINNING, 'spoken');
    for (const { owner, score, how } of like(joinedName(words))) offer(owner, score, how);
    return [...best]
      .sort(([a, left], [b, right]) => right.score - left.score || a - b)
      .slice(0, limit)
      .map(([, match]) => match);
  }

  const lookUp = (text: string, limit: number, otherwise: typeof near | undefined) => {
    const words = wordsOf(text);
    if (limit < 1 || words.length === 0 || words.length > MOST_WORDS) return [];
    return exact(text, words, limit) ?? otherwise?.(words, limit) ?? [];
  };
  return {
    named: (text, limit) => lookUp(text, limit, near),
    exactly: (text, limit) => lookUp(text, limit, undefined),
    bringing: (program) =>
      owners('program', joinedName(wordsOf(program)), Number.POSITIVE_INFINITY).map(
        (at) => items.at(at) as Item,
      ),
    called: (text) => lookUp(text, Number.POSITIVE_INFINITY, undefined).map(({ item }) => item),
  };
}

function calledIn<Item>(items: List<Item>, calledOf: (item: Item) => Called): List<Called> {
  return { length: items.length, at: (position) => calledOf(items.at(position) as Item) };
}

/** Whose key it is, at most `limit`, in the order of `items`. */
function ownersByKey<Item>(
  items: List<Item>,
  calledOf: (item: Item) => Called,
  keep: Keep,
): (kind: KeyKind, key: string, limit: number) => readonly number[] {
  const find = hashTable((add) => {
    eachOf(items, (item, position) => {
      eachKey(calledOf(item), (kind, key) => add(key, KEY_KINDS.indexOf(kind), position));
    });
  }, keep);
  const isKeyOf = (position: number, kind: KeyKind, key: string) => {
    let is = false;
    eachKey(calledOf(items.at(position) as Item), (otherKind, other) => {
      is ||= otherKind === kind && other === key;
    });
    return is;
  };
  return (kind, key, limit) => {
    const found: number[] = [];
    for (const position of find(key, KEY_KINDS.indexOf(kind))) {
      if (found.at(-1) === position || !isKeyOf(position, kind, key)) continue;
      found.push(position);
      if (found.length >= limit) break;
    }
    return found;
  };
}
