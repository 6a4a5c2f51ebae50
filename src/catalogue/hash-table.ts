import { groupsOf } from './groups.ts';
import type { Keep } from './keep.ts';
import { numberList } from './number-list.ts';

/** Adds the owners of texts; the same text may be of several kinds. */
type Fill = (add: (text: string, kind: number, owner: number) => void) => void;

/**
 * Finds the owners of texts, in the order in which `fill` adds them. Only hashes of the texts are kept: an owner that is found
 * has to be asked whether it has the text.
 */
export function hashTable(fill: Fill, keep: Keep): (text: string, kind: number) => Iterable<number> {
  const { hashes, owners, starts } = keep('hashes', () => hashed(fill));
  const buckets = starts.length - 1;
  function* ownersFrom(first: number, end: number, hash: number) {
    for (let at = first; at < end; at++) if (hashes[at] === hash) yield owners[at] as number;
  }
  return (text, kind) => {
    const hash = hashOf(text, kind);
    const bucket = hash % buckets;
    const end = starts[bucket + 1] as number;
    // Most texts that are looked up have no owner.
    for (let at = starts[bucket] as number; at < end; at++)
      if (hashes[at] === hash) return ownersFrom(at, end, hash);
    return NONE;
  };
}

const NONE: readonly number[] = [];

/** Entries lie bucket by bucket, in each in the order in which they were added. */
function hashed(fill: Fill) {
  const hashes = numberList();
  const owners = numberList();
  fill((text, kind, owner) => {
    hashes.add(hashOf(text, kind));
    owners.add(owner);
  });
  const all = hashes.numbers();
  const buckets = 2 ** Math.ceil(Math.log2(all.length + 1));
  const { starts, members } = groupsOf(
    all.map((hash) => hash % buckets),
    all.map((_, entry) => entry),
    buckets,
  );
  const ownerOf = owners.numbers();
  return {
    hashes: members.map((entry) => all[entry] as number),
    owners: members.map((entry) => ownerOf[entry] as number),
    starts,
  };
}

/** FNV-1a over the code units. */
function hashOf(text: string, kind: number): number {
  let hash = 0x811c9dc5 ^ kind;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
