import type { Expectation } from './expectation.ts';
import { INTENTS, type Intent, type Reference, type Slots, type SlotValue } from './intent.ts';
import type { Capture, Match } from './match.ts';
import { NEVER_TOUCHED, type PackageReading, type PackageWords } from './package-name.ts';
import { queryOf } from './query.ts';
import { rollbackSlots } from './rollback-target.ts';
import { areSafeWords } from './safe-text.ts';
import { spelledText } from './spelling.ts';
import type { Candidate } from './understanding.ts';
import { type Words, withoutFillers, withoutSkipWords } from './words.ts';

/** What a match means once its wildcards are looked up. */
export interface Reading {
  /** 3: all clear; 2: several candidates; 1: a slot is missing or unknown; 0: nothing that may be used. */
  grade: 0 | 1 | 2 | 3;
  intents: readonly [Intent, ...Intent[]];
  literals: number;
  /** How many words are a wildcard's. */
  freeWords: number;
  /** 0 to 1: how surely names were recognized. */
  score: number;
  how: string;
  /** Its template belongs to the present state only. */
  situated: boolean;
  /** The words of the last looked-up slot, for corrections. */
  slotWords: readonly string[];
  slot?: string;
  candidates?: readonly Candidate[];
  heard?: string;
  /** The text came near shell or path syntax. */
  unsafe?: boolean;
}

export interface InterpretContext {
  expectation: Expectation;
  readPackage(said: PackageWords): PackageReading;
  /** Whether the catalogue has anything for a description. */
  isFindable(query: string): boolean;
  skipWords: readonly (readonly string[])[];
}

/** Slots without which an intent cannot be carried out. */
const NEEDED: Readonly<Record<string, string>> = {
  install_package: 'package',
  remove_package: 'package',
  try_package: 'package',
  package_info: 'package',
  search_packages: 'query',
};

export function interpret(match: Match, said: Words, context: InterpretContext): Reading {
  const { sentence } = match;
  const slots: Record<string, SlotValue> = { ...sentence.slots };
  const references: Record<string, Reference> = {};
  const reading: Reading = {
    grade: 3,
    intents: [{ intent: sentence.intent, slots }],
    literals: match.literals,
    freeWords: said.words.length - match.literals,
    score: 1,
    how: `${sentence.file}:${sentence.line} ${sentence.text}`,
    slotWords: [],
    situated: sentence.requires.state !== undefined || sentence.requires.pending !== undefined,
  };
  let packages: readonly string[] = [];
  for (const capture of match.captures) {
    if (capture.slot.startsWith('_')) {
      if (!isHarmless(said.words.slice(capture.from, capture.to))) reading.grade = 0;
      continue;
    }
    reading.slotWords = said.words.slice(capture.from, capture.to);
    if (!capture.wildcard) {
      const pointed = referenceOf(capture);
      if (pointed) references[capture.slot.replace(/_reference$/, '')] = pointed;
      else if (capture.value !== undefined) slots[capture.slot] = capture.value;
    } else if (capture.wildcard.resolve === 'packages') {
      packages = lookUpPackage(capture, said, context, reading);
    } else lookUpText(capture, said, context, reading, slots);
  }
  if (packages.length > 0) {
    const [first, ...more] = packages.map((attribute) => ({
      intent: sentence.intent,
      slots: { ...slots, package: attribute },
    }));
    return { ...reading, intents: [first as Intent, ...more] };
  }
  return { ...reading, ...complete(sentence.intent, slots, references, reading) };
}

function complete(
  intent: string,
  slots: Slots,
  references: Readonly<Record<string, Reference>>,
  reading: Reading,
): Partial<Reading> {
  const shaped = intent === 'rollback' ? rollbackSlots(slots) : slots;
  const pointed = Object.keys(references).length > 0;
  const intents: [Intent] = [pointed ? { intent, slots: shaped, references } : { intent, slots: shaped }];
  const needed = NEEDED[intent];
  const missing =
    needed !== undefined && !(needed in shaped) && !(needed in references) && reading.grade === 3;
  return missing ? { intents, grade: 1, slot: needed } : { intents };
}

/** A list value of a slot `…_reference` points at something said before: `it`, `other`, or a position. */
function referenceOf({ slot, value }: Capture): Reference | undefined {
  if (!slot.endsWith('_reference')) return undefined;
  if (value === 'it' || value === 'other') return { kind: value };
  const position = Number(value);
  return Number.isInteger(position) && position !== 0 ? { kind: 'position', position } : undefined;
}

function lookUpPackage(
  capture: Capture,
  said: Words,
  context: InterpretContext,
  reading: Reading,
): readonly string[] {
  const breaks = new Set(
    [...said.breaks].filter((at) => at > capture.from && at < capture.to).map((at) => at - capture.from),
  );
  const words = said.words.slice(capture.from, capture.to);
  const found = context.readPackage({ words, breaks });
  const known =
    reading.intents[0].intent !== 'package_info' || said.words.some((word) => SOFTWARE_WORDS.has(word));
  if (found.type === 'packages') {
    reading.score = found.score;
    if (!known && found.score < SURE) reading.grade = 0;
    return found.attributes;
  }
  reading.slot = capture.slot;
  if (found.type === 'candidates') {
    reading.grade = 2;
    reading.candidates = found.candidates;
    return [];
  }
  reading.heard = found.heard;
  reading.unsafe = !areSafeWords(words) || words.some((word) => NEVER_TOUCHED.has(word));
  // A name of one or two words may be a package that we do not know; more words are another sentence.
  const described =
    ['a', 'an', 'some', 'the', 'my', 'your'].includes(words[0] as string) &&
    !said.words.some((word) => SOFTWARE_WORDS.has(word));
  reading.grade = !reading.unsafe && known && !described && mayBeName(found.heard) ? 1 : 0;
  return [];
}

/** A name that is like a package's only from afar makes no question about a package. */
const SURE = 0.93;
/** "what is love" is no question about a package that we do not know; "is love installed" is. */
const SOFTWARE_WORDS = new Set(
  'installed package packages program available version nixpkgs software app'.split(' '),
);

const NEVER_NAMES = new Set(
  'yes yeah no ok generation generations system update updates upgrade version versions config configuration garbage service services wifi bluetooth network screen sound volume sec second minute moment break hand hug kiss call ride it that this them me you him her us everything anything nothing something all stuff things the a an to of for with from my your his and or not no so up down on off in out back file files folder disk drive data computer machine phone user settings'.split(
    ' ',
  ),
);

function mayBeName(heard: string): boolean {
  const words = heard.split(' ');
  return words.length <= 2 && heard !== '' && !words.some((word) => NEVER_NAMES.has(word));
}

function lookUpText(
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
  if (capture.wildcard?.resolve !== 'text' && goesOnBehind(capture, said)) {
    reading.grade = 0;
    return;
  }
  switch (capture.wildcard?.resolve) {
    case 'query': {
      const clean = withoutSkipWords(withoutFillers({ words, breaks: new Set() }), context.skipWords).words;
      const letters = clean.length > 1 ? spelledText(clean) : undefined;
      const query = letters ?? queryOf(clean);
      if (query === '' && words.some((word) => NEVER_NAMES.has(word))) reading.grade = 0;
      else if (capture.wildcard.onlyFound && !context.isFindable(query)) reading.grade = 0;
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
    default:
      slots[capture.slot] = words.join(' ');
  }
}

function nameHeard(words: readonly string[], { readPackage }: InterpretContext): string | undefined {
  const found = readPackage({ words, breaks: new Set() });
  return found.type === 'packages' && found.score >= 1 ? words.join('') : undefined;
}

/** Slots named `_…` are said and not kept ("to edit my photos"): nothing else may hide in them. */
function isHarmless(words: readonly string[]): boolean {
  return (
    areSafeWords(words) &&
    !words.some((word) => HIDES_MORE.has(word) || NEVER_TOUCHED.has(word) || word.endsWith("n't"))
  );
}

const HIDES_MORE = new Set(
  'and then or but not no never also plus dash minus sorry wait actually instead install remove delete wipe erase update rebuild windows mac phone'.split(
    ' ',
  ),
);

/** A free text that swallowed the next command ("a tuner, and then we are done"). */
function goesOnBehind({ from, to }: Capture, { words, breaks }: Words): boolean {
  if (words.slice(from, to).some((word) => ['then', 'no', 'not', 'sorry', "don't"].includes(word)))
    return true;
  return [...breaks].some((at) => at > from + 1 && at < to - 1);
}

/** Whether a label is one of ours, so that its risk is known. */
export function riskOfIntent(intent: string): string {
  return Object.hasOwn(INTENTS, intent) ? INTENTS[intent as keyof typeof INTENTS] : 'look';
}
