import type { Slots } from '../../intent.ts';
import { rollbackSlots } from '../../rollback-target.ts';
import type { Sentence } from '../features.ts';
import type { Spot } from '../spots.ts';

/** Where a sentence goes back to: a number, so many back, a date, a description, else the one before. */
export function rollbackTo(sentence: Sentence): Slots {
  const { words } = sentence;
  const numbers = numbersIn(sentence);
  const counted = numbers.find((spot) => isCounted(spot, words));
  if (counted) return rollbackSlots({ offset: counted.value as number });
  const number = lastMeant(numbers, words);
  if (number) return rollbackSlots({ number: number.value as number });
  const date = lastMeant(
    sentence.spots.filter(({ kind }) => kind === 'date'),
    words,
  );
  if (date && !isWhenItBroke(date, words)) {
    const spoken = String(date.value);
    return { target: `date:${spoken}`, date: spoken, ...(date.iso !== undefined && { iso: date.iso }) };
  }
  const description = descriptionIn(words);
  return description === undefined
    ? rollbackSlots({})
    : { target: `description:${description}`, description };
}

/** "two generations back", "back three": so many, and not the one with that number. */
function isCounted({ from, to }: Spot, words: readonly string[]): boolean {
  const next = words[to] ?? '';
  if (/^(?:generations|gens|steps|versions|systems)$/.test(next) || (next === 'step' && words[from] === 'one'))
    return true;
  return words[from - 1] === 'back' && !/^generation$/.test(next) && words[from - 2] === 'steps';
}

/** "since yesterday nothing works": the day it broke is not where one wants to be. */
function isWhenItBroke({ from }: Spot, words: readonly string[]): boolean {
  return words[from - 1] === 'since' || (words[from - 1] === 'after' && words[from - 2] !== 'right');
}

const TELLS = new Set('before when with without where that which whose predates predating still from'.split(' '));
const STATES = new Set(
  'generation version one system setup config configuration state snapshot build profile whichever whatever something entry'.split(
    ' ',
  ),
);
/** Words that describe nothing: any older system is meant. */
const GENERAL = new Set(
  (
    'before when with without where that which whose still from the a an my i we it this was were is had has have worked works working work fine good ok okay well right ' +
    'last latest update upgrade updates upgrades rebuild switch change changes previous prior old older earlier back then there things everything all stuff happened one version generation system ' +
    'setup config configuration state snapshot build broke broken breaking crashed please now again to of on in me you just did do got going go so and used properly normal normally messed up'
  ).split(' '),
);

/** "before i installed steam", "with the old kernel": the words behind the one that tells, when they tell something. */
function descriptionIn(words: readonly string[]): string | undefined {
  const state = words.findIndex((word) => STATES.has(word));
  const from = words.findIndex(
    (word, at) => TELLS.has(word) && (word === 'before' || word === 'predates' || (state >= 0 && at > state)),
  );
  if (from < 0) return undefined;
  const tail = words.slice(from, from + 10);
  const tells = tail.some((word) => !GENERAL.has(word) && word.length > 2);
  return tells ? tail.join(' ') : undefined;
}

/** Which two are compared; a missing end is the present, and none at all what the last change did. */
export function comparedEnds(sentence: Sentence): Slots {
  const ends = sentence.spots.filter(({ kind }) => kind === 'number' || kind === 'date');
  const [first, second] = ends.length > 2 ? ends.slice(-2) : ends;
  if (!first) return { from: 'previous', to: 'current' };
  const saysPrevious = sentence.words.some((word) => word === 'previous' || word === 'prior');
  if (!second) {
    const isBefore = saysPrevious && first.kind === 'number';
    return isBefore ? { ...endOf('from', first), to: 'previous' } : { ...endOf('from', first), to: 'current' };
  }
  return { ...endOf('from', first), ...endOf('to', second) };
}

function endOf(slot: 'from' | 'to', { kind, value, iso }: Spot): Slots {
  if (kind === 'number') return { [slot]: value as number };
  return { [slot]: `date:${value}`, ...(iso !== undefined && { [`iso_${slot}`]: iso }) };
}

const KEEPS = new Set(
  'keep keeping last newest latest recent except but save besides apart leave leaving retain hold hang down most spare top trim'.split(
    ' ',
  ),
);
const BESIDES_CURRENT = new Set('current present running active this booted newest latest'.split(' '));

/** Which generations go: older than, all but the newest so many, or these; nothing when no limit is given. */
export function deletedOnes(sentence: Sentence): Slots {
  const { words, spots } = sentence;
  const duration = spots.findLast(({ kind }) => kind === 'duration');
  if (duration) return { older_than: String(duration.value) };
  const numbers = numbersIn(sentence);
  const kept = numbers.find((spot) => isKept(spot, words));
  if (kept) return { keep: kept.value as number };
  if (numbers.length > 0) return { numbers: enumerated(numbers, words) };
  const isExcept = words.some((word) => ['but', 'except', 'only', 'besides', 'apart', 'keep'].includes(word));
  return isExcept && words.some((word) => BESIDES_CURRENT.has(word)) ? { keep: 1 } : {};
}

function isKept({ from, to }: Spot, words: readonly string[]): boolean {
  const before = words.slice(Math.max(0, from - 5), from);
  const isNumbered = ['generation', 'number', 'generations'].includes(words[from - 1] ?? '');
  if (isNumbered && !before.some((word) => word === 'keep')) return false;
  return (
    before.some((word) => KEEPS.has(word)) ||
    ['newest', 'latest', 'most', 'recent'].includes(words[to] ?? '') ||
    (before.includes('to') && words.some((word) => ['trim', 'cut', 'reduce', 'limit', 'prune', 'down'].includes(word)))
  );
}

function enumerated(spots: readonly Spot[], words: readonly string[]): readonly number[] {
  const numbers = new Set<number>();
  for (const [at, spot] of spots.entries()) {
    const value = spot.value as number;
    const before = spots[at - 1];
    const between = before ? words.slice(before.to, spot.from).join(' ') : '';
    const first = before?.value as number | undefined;
    if (first !== undefined && /^(?:to|through|until|till|up to)$/.test(between) && value - first < 200)
      for (let number = first; number < value; number++) numbers.add(number);
    numbers.add(value);
  }
  return [...numbers].sort((a, b) => a - b);
}

function numbersIn({ spots }: Sentence): readonly Spot[] {
  return spots.filter(({ kind, value }) => kind === 'number' && typeof value === 'number' && value > 0);
}

const TAKES_BACK = new Set('no sorry mean meant wait rather actually oops like uh'.split(' '));

/** The last one, if the one before is taken back or the two stand apart; the first of a row is as good. */
function lastMeant(spots: readonly Spot[], words: readonly string[]): Spot | undefined {
  const last = spots.at(-1);
  const before = spots.at(-2);
  if (!last || !before) return last;
  const between = words.slice(before.to, last.from);
  return between.some((word) => TAKES_BACK.has(word)) ? last : (spots.find((spot) => isNumbered(spot, words)) ?? last);
}

function isNumbered({ from }: Spot, words: readonly string[]): boolean {
  return ['generation', 'number', 'gen', 'version'].includes(words[from - 1] ?? '');
}
