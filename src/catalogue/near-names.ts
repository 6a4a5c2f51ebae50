import { editDistance } from './edit-distance.ts';
import { type Groups, groupsOf } from './groups.ts';
import type { Keep } from './keep.ts';
import { numberList } from './number-list.ts';
import type { PackedNames } from './packed-names.ts';
import { TRIGRAMS, trigramsOf } from './trigrams.ts';

/** How like another a name is. */
export interface Likeness {
  /** Which of the names. */
  name: number;
  /** 0 to 1: the part of the longer one that is the same. */
  likeness: number;
}

/** How many names that share the most trigrams are compared letter by letter. */
const COMPARED = 60;
/** Longer names than any that is known are not looked for. */
const LONGEST = 120;
const MOST_EDITS = 3;
/** How many places where a trigram stands are looked at. */
const LOOKED_AT = 10_000;
/** Steps in which the share of common trigrams is counted. */
const STEPS = 128;

/**
 * Finds the names that are spelled nearly like another, by shared trigrams first. Names have ranks by their length, so that
 * among those with a trigram the ones that are about as long lie together.
 */
export function nearNames(names: PackedNames, keep: Keep): (text: string) => readonly Likeness[] {
  const { lengths, firstRanks, byRank, starts, members } = keep('near', () => ranked(names));
  const shared = new Uint8Array(names.size);
  const touched = new Uint32Array(names.size);

  return (text) => {
    if (text.length < 3 || text.length > LONGEST) return [];
    const from = firstRanks[text.length - editsIn(text.length)] as number;
    const to = firstRanks[text.length + MOST_EDITS + 1] as number;
    const spans = trigramsOf(text)
      .map((gram) => spanOf(gram, from, to))
      .sort((a, b) => a.end - a.start - (b.end - b.start));
    let count = 0;
    let looked = 0;
    for (const { start, end } of spans) {
      // The most common trigrams tell least.
      if (looked > 0 && looked + end - start > LOOKED_AT) break;
      looked += end - start;
      for (let at = start; at < end; at++) {
        const rank = members[at] as number;
        if (shared[rank] === 0) touched[count++] = rank;
        shared[rank] = (shared[rank] as number) + 1;
      }
    }
    const best = mostAlike(text.length, touched.subarray(0, count));
    for (let at = 0; at < count; at++) shared[touched[at] as number] = 0;
    return best.flatMap((name) => {
      const likeness = likenessOf(text, names.text(name));
      return likeness > 0 ? [{ name, likeness }] : [];
    });
  };

  /** Where those with the trigram and a rank from `from` to before `to` stand. */
  function spanOf(gram: number, from: number, to: number): { start: number; end: number } {
    const end = starts[gram + 1] as number;
    const start = firstFrom(from, members, starts[gram] as number, end);
    return { start, end: firstFrom(to, members, start, end) };
  }

  /** Of those that share equally much, the best known. */
  function mostAlike(length: number, found: Uint32Array): readonly number[] {
    const shareOf = (rank: number) =>
      Math.floor(
        (2 * (STEPS - 1) * (shared[rank] as number)) / (length + (lengths[byRank[rank] as number] as number)),
      );
    const counts = new Uint32Array(STEPS);
    for (const rank of found) {
      const share = shareOf(rank);
      counts[share] = (counts[share] as number) + 1;
    }
    let least = STEPS;
    for (let sum = 0; least > 0 && sum < COMPARED; ) sum += counts[--least] as number;
    const best: { name: number; share: number }[] = [];
    for (const rank of found) {
      const share = shareOf(rank);
      if (share >= least) best.push({ name: byRank[rank] as number, share });
    }
    return best
      .sort((a, b) => b.share - a.share || names.owner(a.name) - names.owner(b.name))
      .slice(0, COMPARED)
      .map(({ name }) => name);
  }
}

function ranked(names: PackedNames) {
  const lengths = Uint32Array.from({ length: names.size }, (_, name) =>
    Math.min(names.lengthOf(name), LONGEST + MOST_EDITS + 1),
  );
  const { starts: firstRanks, members: byRank } = groupsOf(
    lengths,
    lengths.map((_, name) => name),
    LONGEST + MOST_EDITS + 2,
  );
  return { lengths, firstRanks, byRank, ...ranksByTrigram(names, byRank) };
}

function ranksByTrigram(names: PackedNames, byRank: Uint32Array): Groups {
  const grams = numberList();
  const ranks = numberList();
  byRank.forEach((name, rank) => {
    for (const gram of trigramsOf(names.text(name))) {
      grams.add(gram);
      ranks.add(rank);
    }
  });
  return groupsOf(grams.numbers(), ranks.numbers(), TRIGRAMS);
}

/** Where in the rising part of `numbers` the first that is not below `least` stands. */
function firstFrom(least: number, numbers: Uint32Array, start: number, end: number): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

function likenessOf(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  const limit = editsIn(longer);
  const distance = editDistance(a, b, limit);
  return distance > limit ? 0 : 1 - distance / longer;
}

/** One edit in three or four letters, two in up to eight, three in longer names. */
function editsIn(length: number): number {
  return length < 3 ? 0 : length <= 4 ? 1 : length <= 8 ? 2 : MOST_EDITS;
}
