import { createRequire } from 'node:module';
import { soundDistance, soundOf } from './sound-distance.ts';

/** Letters that may stand for the same consonant; vowels, h, w and y stand for none. */
const CONSONANTS: Readonly<Record<string, string>> = Object.fromEntries(
  ['bpfv', 'ckqgszxj', 'dt', 'l', 'm', 'n', 'r'].flatMap((row, key) =>
    [...row].map((letter) => [letter, String(key)]),
  ),
);
/** With fewer consonants too much sounds alike: "nay" and "no". */
const LEAST_CONSONANTS = 2;
/** Less alike is another word. */
const MOST_DISTANCE = 0.13;
const MOST_LETTERS_MORE = 3;
const MOST_NEAR = 2;

interface DoubleMetaphone {
  process(word: string): [primary: string, secondary: string];
}

/** A known word, and how unlike it sounds, 0 to 1. */
export interface NearWord {
  word: string;
  distance: number;
}

/**
 * Finds those of `words` that sound like another, the most alike first. They are sorted by their consonants, so that only
 * the few that can sound alike are compared; Double Metaphone, which knows English spelling best, has to agree.
 */
export function soundsLike(words: Iterable<string>): (word: string) => readonly NearWord[] {
  const byConsonants = new Map<string, string[]>();
  for (const word of words) {
    const key = consonantsOf(word);
    if (key.length < LEAST_CONSONANTS) continue;
    const others = byConsonants.get(key);
    if (others) others.push(word);
    else byConsonants.set(key, [word]);
  }
  let metaphone: DoubleMetaphone | undefined;
  return (word) => {
    const alike = (byConsonants.get(consonantsOf(word)) ?? []).filter(
      (other) => other !== word && Math.abs(other.length - word.length) <= MOST_LETTERS_MORE,
    );
    if (alike.length === 0) return [];
    const sound = soundOf(word);
    const near = alike
      .map((other) => ({ word: other, distance: soundDistance(sound, soundOf(other)) }))
      .filter(({ distance }) => distance <= MOST_DISTANCE);
    if (near.length === 0) return near;
    metaphone ??= loadMetaphone();
    const codes = metaphone.process(word);
    return near
      .filter((other) => metaphone?.process(other.word).some((code) => codes.includes(code)))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, MOST_NEAR);
  };
}

/** Only where words are lacking: loading it takes longer than all the rest. */
function loadMetaphone(): DoubleMetaphone {
  const require = createRequire(import.meta.url);
  const Loaded: new () => DoubleMetaphone = require('natural/lib/natural/phonetics/double_metaphone.js');
  return new Loaded();
}

function consonantsOf(word: string): string {
  let key = '';
  for (const letter of word) {
    const code = CONSONANTS[letter];
    if (code !== undefined && !key.endsWith(code)) key += code;
  }
  return key;
}
