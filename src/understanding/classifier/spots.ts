import { dateAt } from '../dates.ts';
import { durationAt } from '../duration.ts';
import { numbersAt } from '../numbers.ts';
import { letterNamed, NATO_WORDS, spelledText } from '../spelling.ts';
import { languageNamed, timeZoneNamed } from '../spoken-values.ts';
import type { FindNames } from './names.ts';

/** Something in a sentence that has a name or a measure of its own, wherever it stands. */
export interface Spot {
  from: number;
  /** Behind its last word. */
  to: number;
  kind: SpotKind;
  /** Attributes, units and option paths that the words may mean; a number; a date's or duration's words; a time zone. */
  packages?: readonly string[];
  services?: readonly string[];
  options?: readonly string[];
  value?: string | number;
  iso?: string;
  /** The words mean something else as often: "go", "less", "signal". */
  isEveryday: boolean;
}

export type SpotKind = 'name' | 'number' | 'date' | 'duration' | 'city' | 'language' | 'letters';

/** Words of which names may consist that are words of every day too. */
export type Everyday = (words: readonly string[]) => boolean;

const MOST_NAME_WORDS = 5;
const MOST_LETTERS = 14;

/** All spots of a sentence in their order; where two overlap, the longer one. */
export function spotsIn(
  words: readonly string[],
  findNames: FindNames,
  isEveryday: Everyday,
): readonly Spot[] {
  const spots: Spot[] = [];
  for (let at = 0; at < words.length; ) {
    const spot = spotAt(words, at, findNames, isEveryday);
    if (spot) spots.push(spot);
    at = spot?.to ?? at + 1;
  }
  return spots;
}

function spotAt(
  words: readonly string[],
  at: number,
  findNames: FindNames,
  isEveryday: Everyday,
): Spot | undefined {
  const name = nameAt(words, at, findNames, isEveryday);
  const found = [measureAt(words, at), placeAt(words, at)].filter((spot) => spot !== undefined);
  const measure = found.sort((a, b) => b.to - a.to)[0];
  if (!name) return measure;
  if (!measure) return name;
  // "seven zip" is a name, "last night" a date, though both words are packages.
  return measure.to > name.to || (measure.to === name.to && name.isEveryday) ? measure : name;
}

function nameAt(
  words: readonly string[],
  at: number,
  findNames: FindNames,
  isEveryday: Everyday,
): Spot | undefined {
  for (let to = Math.min(words.length, at + MOST_NAME_WORDS); to > at; to--) {
    const named = words.slice(at, to);
    const found = findNames(named.join(' '));
    if (found) return { from: at, to, kind: 'name', ...found, isEveryday: isEveryday(named) };
  }
  return spelledAt(words, at, findNames);
}

/** Letters in a row: "h t o p", "november echo oscar". */
function spelledAt(words: readonly string[], at: number, findNames: FindNames): Spot | undefined {
  let to = at;
  while (to < words.length && to - at < MOST_LETTERS && isLetter(words[to] as string)) to++;
  for (; to - at >= 2; to--) {
    const letters = words.slice(at, to);
    const spelled = spelledText(letters) ?? spelledText(letters, true);
    if (spelled === undefined) continue;
    const found = findNames(spelled);
    if (found) return { from: at, to, kind: 'name', ...found, isEveryday: false };
    if (letters.every((letter) => letter.length === 1 || NATO_WORDS.includes(letter)) && letters.length > 2)
      return { from: at, to, kind: 'letters', value: spelled, isEveryday: false };
  }
  return undefined;
}

function isLetter(word: string): boolean {
  return word.length === 1 || NATO_WORDS.includes(word) || letterNamed(word) !== undefined;
}

function measureAt(words: readonly string[], at: number): Spot | undefined {
  const date = dateAt(words, at);
  const duration = durationAt(words, at);
  const number = numbersAt(words, at)[0];
  const spots: Spot[] = [];
  if (date && !date.weak)
    spots.push({
      from: at,
      to: date.end,
      kind: 'date',
      value: date.spoken,
      iso: date.iso,
      isEveryday: false,
    });
  if (duration)
    spots.push({ from: at, to: duration.end, kind: 'duration', value: duration.text, isEveryday: false });
  if (number)
    spots.push({ from: at, to: number.end, kind: 'number', value: number.value, isEveryday: false });
  return spots.sort((a, b) => b.to - a.to)[0];
}

function placeAt(words: readonly string[], at: number): Spot | undefined {
  for (const to of [at + 3, at + 2, at + 1]) {
    if (to > words.length) continue;
    const named = words.slice(at, to);
    const language = languageNamed(named);
    if (language !== undefined) return { from: at, to, kind: 'language', value: language, isEveryday: false };
    const zone = to - at > 1 || (words[at]?.length ?? 0) > 3 ? timeZoneNamed(named) : undefined;
    if (zone !== undefined) return { from: at, to, kind: 'city', value: zone, isEveryday: false };
  }
  return undefined;
}
