import { groupsOf } from './groups.ts';
import { numberList } from './number-list.ts';

/** Adds the owners of texts; the same text may be of several kinds. */
type Fill = (add: (text: string, kind: number, owner: number) => void) => void;

/**
 * Finds the owners of texts, in the order in which `fill` adds them. Only hashes of the texts are kept: an owner that is found
 * has to be asked whether it has the text.
 */
export function hashTable(fill: Fill): (text: string, kind: number) => Iterable<number> {
  const { hashes, owners } = hashed(fill);
  const buckets = 2 ** Math.ceil(Math.log2(hashes.length + 1));
  const { starts, members } = groupsOf(
    hashes.map((hash) => hash % buckets),
    hashes.map((_, entry) => entry),
    buckets,
  );
  return function* (text, kind) {
    const hash = hashOf(text, kind);
    const bucket = hash % buckets;
    for (let at = starts[bucket] as number; at < (starts[bucket + 1] as number); at++) {
      const entry = members[at] as number;
      if (hashes[entry] === hash) yield owners[entry] as number;
    }
  };
}

function hashed(fill: Fill): { hashes: Uint32Array; owners: Uint32Array } {
  const hashes = numberList();
  const owners = numberList();
  fill((text, kind, owner) => {
    hashes.add(hashOf(text, kind));
    owners.add(owner);
  });
  // What is kept is no larger than it has to be.
  return { hashes: hashes.numbers().slice(), owners: owners.numbers().slice() };
}

/** FNV-1a over the code units. */
function hashOf(text: string, kind: number): number {
  let hash = 0x811c9dc5 ^ kind;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
