import { withoutFillers, withoutSkipWords } from './bare-words.ts';
import { dateSlots, descriptionSlots, wantedDate } from './date-slots.ts';
import { durationAt, durationIso } from './duration.ts';
import { readDescription } from './generation-description.ts';
import { readHostName } from './host-name.ts';
import type { SlotValue } from './intent.ts';
import type { InterpretContext, Reading } from './interpret.ts';
import { NEVER_NAMES } from './look-up-package.ts';
import { readNumberList } from './number-list.ts';
import { NEVER_TOUCHED } from './package-name.ts';
import { queryOf } from './query.ts';
import { areSafeWords } from './safe-text.ts';
import type { Capture } from './spans.ts';
import { spelledText } from './spelling.ts';
import type { Words } from './words.ts';

const POINTING = new Set(['its', 'their']);

/** Puts what free words mean into `slots`: a query, letters, a duration, numbers, a command, or the text itself. */
export function lookUpText(
  capture: Capture,
  said: Words,
  context: InterpretContext,
  reading: Reading,
  slots: Record<string, SlotValue>,
): void {
  const words = said.words.slice(capture.from, capture.to);
  if (!areSafeWords(words)) {
    reading.grade = 0;
    reading.unsafe = true;
    return;
  }
  if (!MAY_BREAK.has(capture.wildcard?.resolve) && goesOnBehind(capture, said)) {
    reading.grade = 0;
    return;
  }
  switch (capture.wildcard?.resolve) {
    case 'query': {
      const clean = withoutSkipWords(withoutFillers({ words, breaks: new Set() }), context.skipWords).words;
      const letters = clean.length > 1 ? spelledText(clean) : undefined;
      const query = letters ?? queryOf(clean);
      // Spoken shell syntax is searched for by nobody, and "a player and an editor" are two searches.
      // "Its journal" is of something that was named before.
      const isOdd =
        POINTING.has(words[0] ?? '') ||
        words.some((word) => NEVER_TOUCHED.has(word) && word !== 'kernel') ||
        namesTwo(words);
      if (isOdd || (query === '' && words.some((word) => NEVER_NAMES.has(word)))) reading.grade = 0;
      else if (
        capture.wildcard.onlyFound &&
        (words.some((word) => OURS.has(word)) || !context.isFindable(query))
      )
        reading.grade = 0;
      else if (query !== '') slots[capture.slot] = query;
      break;
    }
    case 'letters': {
      const isSpelling = context.expectation.state === 'spelling';
      // Who listens for a name may hear "s p e l l e d" as the word that it makes.
      const letters = spelledText(words, isSpelling) ?? (isSpelling ? nameHeard(words, context) : undefined);
      if (letters === undefined) reading.grade = 0;
      else slots[capture.slot] = letters;
      break;
    }
    case 'remembered':
      keep(capture, context.remembered.known(words), reading, slots);
      break;
    case 'programs':
      keep(capture, context.readProgram(words), reading, slots);
      break;
    case 'host_names':
      keep(capture, readHostName(words), reading, slots);
      break;
    case 'durations': {
      const read = durationAt(said.words, capture.from);
      const duration = read?.end === capture.to ? read.text : undefined;
      keep(capture, duration, reading, slots);
      if (duration !== undefined) slots.iso = durationIso(duration);
      break;
    }
    case 'dates': {
      const date = wantedDate(capture, said.words);
      if (date) Object.assign(slots, dateSlots(capture.slot, date));
      else reading.grade = 0;
      break;
    }
    case 'descriptions': {
      const found = readDescription(words, context.readPackage);
      if (found) Object.assign(slots, descriptionSlots(found));
      else reading.grade = 0;
      break;
    }
    case 'numbers':
      keep(capture, readNumberList(words, breaksIn(capture, said)), reading, slots);
      break;
    default:
      slots[capture.slot] = words.join(' ');
  }
}

/** With one of these the system itself, or who is spoken to, is asked about, and no software for something. */
const OURS = new Set(
  'your you yourself mine it them these those ones what which how who generation generations update updates upgrade upgrades updated upgraded outdated unused newer newest latest versions release releases logs errors failure failures failed crashed broken damaged history commands requests request orders deeds transactions changes service services garbage gigabytes megabytes gigs hogs largest biggest help hand machine computer systems packages installed started slowly slower quicker faster last earlier again previous recent older progress jobs opinion cause door news example sentences executable'.split(
    ' ',
  ),
);

function namesTwo(words: readonly string[]): boolean {
  return words.some((word, at) => word === 'and' && ['a', 'an', 'some', 'the'].includes(words[at + 1] ?? ''));
}

/** What is no value of its kind fits no sentence. */
function keep(
  { slot }: Capture,
  value: SlotValue | undefined,
  reading: Reading,
  slots: Record<string, SlotValue>,
): void {
  if (value === undefined) reading.grade = 0;
  else slots[slot] = value;
}

function breaksIn({ from, to }: Capture, { breaks }: Words): ReadonlySet<number> {
  return new Set([...breaks].filter((at) => at > from && at < to).map((at) => at - from));
}

function nameHeard(words: readonly string[], { readPackage }: InterpretContext): string | undefined {
  const found = readPackage({ words, breaks: new Set() });
  return found.type === 'packages' && found.score >= 1 ? words.join('') : undefined;
}

/** In a list of numbers there are commas. */
const MAY_BREAK: ReadonlySet<string | undefined> = new Set(['text', 'numbers']);

/** A free text that swallowed the next command ("a tuner, and then we are done"). */
function goesOnBehind({ from, to }: Capture, { words, breaks }: Words): boolean {
  if (words.slice(from, to).some((word) => ['then', 'no', 'not', 'sorry', "don't"].includes(word)))
    return true;
  return [...breaks].some((at) => at > from + 1 && at < to - 1);
}
