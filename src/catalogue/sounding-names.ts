import { editDistance } from './edit-distance.ts';
import { hashTable } from './hash-table.ts';
import type { Keep } from './keep.ts';
import type { Likeness } from './near-names.ts';
import type { PackedNames } from './packed-names.ts';
import { consonantsOf, soundOf } from './sound.ts';

/** With less to hear, too many everyday words sound like something: "fill" like file, "stake" like stack. */
const LEAST_CONSONANTS = 3;
const LEAST_SOUNDS = 5;
/** Of the names with the same consonants only so many are compared, the best known. */
const COMPARED = 100;
const LONGEST = 24;

/** Finds those of the first `count` names that have the consonants of another, and how much they sound like it. */
export function soundingNames(
  names: PackedNames,
  count: number,
  keep: Keep,
): (text: string) => readonly Likeness[] {
  const find = hashTable((add) => {
    for (let name = 0; name < count; name++) {
      const heard = heardIn(names.text(name));
      if (heard) add(heard.consonants, 0, name);
    }
  }, keep);
  return (text) => {
    const heard = heardIn(text);
    const found: Likeness[] = [];
    if (!heard) return found;
    let compared = 0;
    for (const name of find(heard.consonants, 0)) {
      if (compared++ >= COMPARED) break;
      found.push({ name, likeness: likenessOf(heard.sound, soundOf(names.text(name))) });
    }
    return found;
  };
}

function heardIn(text: string): { sound: string; consonants: string } | undefined {
  if (text.length > LONGEST) return undefined;
  const sound = soundOf(text);
  const consonants = consonantsOf(sound);
  return sound.length < LEAST_SOUNDS || consonants.length < LEAST_CONSONANTS
    ? undefined
    : { sound, consonants };
}

function likenessOf(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  return 1 - editDistance(a, b, longer) / longer;
}
