import { type Keep, keepBelow } from './keep.ts';
import { eachOf, type List } from './list.ts';
import type { Called } from './name-keys.ts';
import { nearNames } from './near-names.ts';
import { packNames, unpackNames } from './packed-names.ts';
import { soundingNames } from './sounding-names.ts';
import { joinedName, wordsOf } from './words.ts';

/** A name that is like another, by its owner's position. */
export interface LikeName {
  owner: number;
  /** 0 to 1; never exact. */
  score: number;
  how: 'edit-distance' | 'phonetic';
}

/** A name more unlike than this is another name. */
const LEAST_SPELLED = 0.7;
const LEAST_SOUNDING = 0.8;
/** How sure a name is that is like in all letters but few, or in all sounds: English spells one sound in many ways. */
const SPELLED = 0.92;
const SOUNDING = 0.78;

/** Finds names that are spelled nearly like another or sound like it. Commands are typed: for them, sound tells nothing. */
export function likeNames(all: List<Called>, keep: Keep): (name: string) => readonly LikeName[] {
  const packed = keep('names', () => namesOf(all));
  const names = unpackNames(packed);
  const saidCount = packed.saidCount[0] as number;
  const near = nearNames(names, keep);
  let sounding: ReturnType<typeof soundingNames> | undefined;
  return (text) => {
    const found: LikeName[] = [];
    for (const { name, likeness } of near(text)) {
      if (likeness >= LEAST_SPELLED)
        found.push({ owner: names.owner(name), score: likeness * SPELLED, how: 'edit-distance' });
    }
    // What is spelled so nearly hides what only sounds so.
    if (found.some(({ score }) => score >= SOUNDING)) return found;
    sounding ??= soundingNames(names, saidCount, keepBelow(keep, 'sounding'));
    for (const { name, likeness } of sounding(text)) {
      if (likeness >= LEAST_SOUNDING)
        found.push({ owner: names.owner(name), score: likeness * SOUNDING, how: 'phonetic' });
    }
    return found;
  };
}

/** What is said comes before what is only typed. */
function namesOf(all: List<Called>) {
  const texts: string[] = [];
  const owners: number[] = [];
  const addAll = (written: readonly string[], owner: number) => {
    const from = texts.length;
    for (const text of written) {
      const joined = joinedName(wordsOf(text));
      if (texts.includes(joined, from)) continue;
      texts.push(joined);
      owners.push(owner);
    }
  };
  eachOf(all, ({ spoken }, owner) => {
    addAll(spoken, owner);
  });
  const saidCount = texts.length;
  eachOf(all, ({ spoken, programs }, owner) => {
    addAll(
      programs.filter((program) => !spoken.includes(program)),
      owner,
    );
  });
  return { ...packNames(texts, owners), saidCount: Uint32Array.of(saidCount) };
}
