import { type NearName, nearNames } from './near-names.ts';
import type { PackageMatch } from './package.ts';
import { joinedName, wordsOf } from './words.ts';

interface Names {
  joined: string[];
  owner: number[];
}

/** What something is called. */
export interface Called {
  /** In Nix: an attribute, a unit, an option's path. */
  name: string;
  /** As people say it. */
  spoken: readonly string[];
  /** Commands it brings. */
  programs: readonly string[];
}

export interface NameMatch<Item> {
  item: Item;
  /** 0 to 1; 1 is exact. */
  score: number;
  how: PackageMatch['how'];
}

/** A name more unlike than this is another name. */
const NEAR = 0.7;
/** Spelled names begin with letters: those alone begin too many. */
const LETTERS = /^.( .)*$/u;
/** Said for the punctuation of an attribute: "telegram dash desktop". */
const PUNCTUATION: ReadonlySet<string> = new Set(['dash', 'hyphen', 'minus', 'underscore', 'dot', 'point']);

/**
 * What a name may mean, in falling certainty; a surer way of matching hides the less sure ones, so that "vim" is
 * never also neovim. Several equal matches all come back.
 */
export function nameIndex<Item>(
  items: readonly Item[],
  calledOf: (item: Item) => Called,
): (text: string, limit: number) => readonly NameMatch<Item>[] {
  const attributes = new Map<string, number[]>();
  const spoken = new Map<string, number[]>();
  const joined = new Map<string, number[]>();
  const programs = new Map<string, number[]>();
  const beginnings = new Map<string, number[]>();
  items.forEach((item, position) => {
    const called = calledOf(item);
    add(attributes, called.name.toLowerCase(), position);
    for (const name of called.spoken) {
      const words = wordsOf(name);
      add(spoken, words.join(' '), position);
      add(joined, joinedName(words), position);
      for (let length = 1; length < words.length; length++) {
        const beginning = words.slice(0, length).join(' ');
        if (beginning.length > 2 && !LETTERS.test(beginning)) add(beginnings, beginning, position);
      }
    }
    for (const program of called.programs) add(programs, joinedName(wordsOf(program)), position);
  });
  let near: ((name: string) => readonly NearOwner[]) | undefined;

  return (text, limit) => {
    const typed = text.trim().toLowerCase();
    const words = wordsOf(text);
    if (words.length === 0 || words.length > 32 || limit < 1) return [];
    const matches = (positions: readonly number[] | undefined, how: PackageMatch['how'], score: number) =>
      positions?.slice(0, limit).map((position) => ({ item: items[position] as Item, score, how }));
    const name = joinedName(words);
    const bare = joinedName(words.filter((word) => !PUNCTUATION.has(word)));
    const letters = words.every((word) => word.length === 1 || /^[a-z]+$/.test(word) === false);
    return (
      matches(attributes.get(typed), 'attribute', 1) ??
      matches(spoken.get(words.join(' ')), 'spoken', 1) ??
      matches(joined.get(name), letters ? 'letters' : 'joined', 0.97) ??
      matches(bare === '' ? undefined : joined.get(bare), 'joined', 0.95) ??
      matches(programs.get(name), letters && words.length > 1 ? 'letters' : 'spoken', 0.94) ??
      nearMatches(name, words, limit)
    );
  };

  function nearMatches(name: string, words: readonly string[], limit: number): NameMatch<Item>[] {
    const best = new Map<number, NameMatch<Item>>();
    const offer = (position: number, score: number, how: PackageMatch['how']) => {
      if (score > (best.get(position)?.score ?? 0))
        best.set(position, { item: items[position] as Item, score, how });
    };
    for (const position of (beginnings.get(words.join(' ')) ?? []).slice(0, 50))
      offer(position, 0.9, 'spoken');
    near ??= nearOwners(joined, programs);
    for (const { owner, similarity } of near(name)) {
      if (similarity >= NEAR) offer(owner, similarity * 0.92, 'edit-distance');
    }
    return [...best]
      .sort(([a, left], [b, right]) => right.score - left.score || a - b)
      .slice(0, limit)
      .map(([, match]) => match);
  }
}

type NearOwner = { owner: number; similarity: number };

function nearOwners(
  ...maps: readonly ReadonlyMap<string, readonly number[]>[]
): (name: string) => readonly NearOwner[] {
  const names: Names = { joined: [], owner: [] };
  for (const map of maps) {
    for (const [name, owners] of map) {
      for (const owner of owners) {
        names.joined.push(name);
        names.owner.push(owner);
      }
    }
  }
  const near = nearNames(names.joined);
  return (name) =>
    near(name).map(({ name: position, similarity }: NearName) => ({
      owner: names.owner[position] as number,
      similarity,
    }));
}

function add(map: Map<string, number[]>, key: string, position: number): void {
  const list = map.get(key);
  if (!list) map.set(key, [position]);
  else if (list.at(-1) !== position) list.push(position);
}
