import { descriptionSlots, isDateExpected } from './date-slots.ts';
import { dateAt } from './dates.ts';
import { descriptionAt } from './generation-description.ts';
import { countAt, generationNumberAt, NOUNS, namedNumber } from './generation-words.ts';
import type { Slots } from './intent.ts';
import type { PackageReading, PackageWords } from './package-name.ts';
import { rollbackSlots } from './rollback-target.ts';
import { areSafeWords } from './safe-text.ts';
import type { Words } from './words.ts';

/** To which generation somebody wants back, from whatever words; `previous` when none is told. */
export function rollbackWords(said: Words, readPackage: (said: PackageWords) => PackageReading): Slots {
  const { words } = said;
  const number = namedNumber(words);
  if (number) return rollbackSlots({ number: number.value });
  const offset = offsetIn(words);
  if (offset !== undefined) return rollbackSlots({ offset });
  const told = lastMeant(toldIn(words, readPackage), words);
  if (told) return rollbackSlots(told.slots);
  const alone = aloneIn(words);
  if (alone !== undefined) return rollbackSlots({ number: alone });
  const description = untypedIn(said);
  return rollbackSlots(description === undefined ? {} : { description });
}

interface Told {
  from: number;
  /** Position behind it. */
  to: number;
  slots: Slots;
}

/** Dates and descriptions in their order. "Since yesterday nothing works": the day it broke is not where one wants to be. */
function toldIn(
  words: readonly string[],
  readPackage: (said: PackageWords) => PackageReading,
): readonly Told[] {
  const told: Told[] = [];
  for (let at = 0; at < words.length; ) {
    const one = toldAt(words, at, readPackage);
    if (one && !AFTERWARDS.has(words[at - 1] ?? '')) told.push(one);
    at = one?.to ?? at + 1;
  }
  return told;
}

const AFTERWARDS = new Set(['since', 'after', 'until']);

function toldAt(
  words: readonly string[],
  at: number,
  readPackage: (said: PackageWords) => PackageReading,
): Told | undefined {
  const date = dateAt(words, at);
  if (date && (!date.weak || isDateExpected(words, at)))
    return { from: at, to: date.end, slots: { date: date.spoken, iso: date.iso } };
  const found = descriptionAt(words, at, readPackage);
  return found && { from: at, to: found.end, slots: descriptionSlots(found) };
}

const TAKES_BACK = new Set('no sorry mean meant wait rather actually oops'.split(' '));

/** The first, unless it was taken back. */
function lastMeant(told: readonly Told[], words: readonly string[]): Told | undefined {
  return told.reduce<Told | undefined>(
    (meant, next) =>
      !meant || words.slice(meant.to, next.from).some((word) => TAKES_BACK.has(word)) ? next : meant,
    undefined,
  );
}

const GENERATIONS = new Set(
  'generation generations version versions gen gens step steps snapshot snapshots update updates'.split(' '),
);
const BACKWARDS = new Set('back ago earlier before backwards'.split(' '));

/** "Three generations back", "back two steps". */
function offsetIn(words: readonly string[]): number | undefined {
  for (let at = 0; at < words.length; at++) {
    const count = countAt(words, at);
    if (!count || !GENERATIONS.has(words[count.to] ?? '')) continue;
    const around = [words[at - 1], words[at - 2], words[count.to + 1]];
    if (around.some((word) => BACKWARDS.has(word ?? ''))) return count.value;
  }
  return undefined;
}

const BEFORE_NUMBERS = new Set('to on number was use boot load activate back'.split(' '));

/** "Back to forty one": a number that is not called a generation's. */
function aloneIn(words: readonly string[]): number | undefined {
  for (let at = 0; at < words.length; at++) {
    if (at > 0 && !BEFORE_NUMBERS.has(words[at - 1] as string)) continue;
    const number = generationNumberAt(words, at);
    if (number && !GENERATIONS.has(words[number.to] ?? '')) return number.value;
  }
  return undefined;
}

const NAMES = new Set([...NOUNS, ...'one system setup config configuration state to from'.split(' ')]);
const MARKERS = new Set('before when where with without that which still'.split(' '));
const TRAILING = new Set('please again now thanks back ok instead'.split(' '));
const MOST_WORDS = 10;
/** Says no more than that it is another one. */
const MEANS_PREVIOUS =
  /^(?:(?:that|when|where|which) (?:it |everything |things |still |was |all )*(?:worked|works|working)|before(?: (?:this|that|it|this one|that one|now|all this|all that))?|that (?:i|we) (?:had|was on|were on|used)(?: before)?)$/;

/** Words that tell which one and mean nothing to the system: "before i broke the sound". */
function untypedIn({ words, breaks }: Words): string | undefined {
  for (let at = 1; at < words.length; at++) {
    if (!MARKERS.has(words[at] as string) || !NAMES.has(words[at - 1] as string)) continue;
    let to = at + 1;
    while (to < words.length && to - at < MOST_WORDS && !breaks.has(to)) to++;
    while (to > at && TRAILING.has(words[to - 1] as string)) to--;
    const said = words.slice(at, to);
    const text = said.join(' ');
    if (said.length > 1 && areSafeWords(said) && !MEANS_PREVIOUS.test(text)) return text;
  }
  return undefined;
}
