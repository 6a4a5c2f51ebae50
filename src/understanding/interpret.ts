import type { SettingsIndex } from '#catalogue/settings-index.ts';
import type { TopicIndex } from '#catalogue/topic-index.ts';
import { wholeLimit } from './deletion-limit.ts';
import type { Expectation } from './expectation.ts';
import { forWhom } from './for-whom.ts';
import { INTENTS, type Intent, neededSlot, type Reference, type Slots, type SlotValue } from './intent.ts';
import { lookUpAssignment } from './look-up-assignment.ts';
import { lookUpPackage } from './look-up-package.ts';
import { lookUpOption, lookUpService, settingRank } from './look-up-setting.ts';
import { lookUpText } from './look-up-text.ts';
import { lookUpTopic, topicRank } from './look-up-topic.ts';
import type { Match } from './match.ts';
import { NEVER_TOUCHED, type PackageReading, type PackageWords } from './package-name.ts';
import type { Remembered } from './remembered.ts';
import { comparisonSlots, rollbackSlots } from './rollback-target.ts';
import { areSafeWords } from './safe-text.ts';
import type { Capture } from './spans.ts';
import type { Candidate } from './understanding.ts';
import type { Words } from './words.ts';

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
  /** Of two that fit equally, the higher is meant. */
  rank: number;
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
  settings: SettingsIndex;
  /** What was once chosen for a name. */
  remembered: Remembered;
  topics: TopicIndex;
  /** The command that the words name. */
  readProgram(words: readonly string[]): string | undefined;
  skipWords: readonly (readonly string[])[];
}

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
    rank: 0,
  };
  /** Names said in a row: each is a command of its own. */
  let several: { slot: string; names: readonly string[] } | undefined;
  for (const capture of match.captures) {
    if (capture.slot.startsWith('_')) {
      if (capture.wildcard && !isHarmless(said.words.slice(capture.from, capture.to))) reading.grade = 0;
      continue;
    }
    reading.slotWords = said.words.slice(capture.from, capture.to);
    if (!capture.wildcard) {
      const pointed = referenceOf(capture);
      if (pointed) references[capture.slot.replace(/_reference$/, '')] = pointed;
      else if (capture.value !== undefined) slots[capture.slot] = capture.value;
    } else {
      const names = lookUp(capture, said, context, reading, slots);
      if (names.length > 0) several = { slot: capture.slot, names };
    }
  }
  reading.rank = rankOf(sentence.intent, { ...slots, service: several?.names[0] ?? '' }, context);
  if (several) {
    const { slot, names } = several;
    const [first, ...more] = names.map((name) => ({
      intent: sentence.intent,
      slots: { ...slots, [slot]: name },
    }));
    return { ...reading, intents: forWhom([first as Intent, ...more], said.words) };
  }
  const whole = { ...reading, ...complete(sentence.intent, slots, references, reading, said) };
  return { ...whole, intents: forWhom(whole.intents, said.words) };
}

/** Gives the names that the words of a capture mean, when they are names; all else goes into `slots` or `reading`. */
function lookUp(
  capture: Capture,
  said: Words,
  context: InterpretContext,
  reading: Reading,
  slots: Record<string, SlotValue>,
): readonly string[] {
  switch (capture.wildcard?.resolve) {
    case 'packages':
      return lookUpPackage(capture, said, context, reading);
    case 'services':
      return lookUpService(capture, said, context, reading);
    case 'options':
      lookUpOption(capture, said, context, reading, slots);
      return [];
    case 'assignments':
      lookUpAssignment(capture, said, context, reading, slots);
      return [];
    case 'topics':
      return lookUpTopic(capture, said, context, reading, slots);
    default:
      lookUpText(capture, said, context, reading, slots);
      return [];
  }
}

function rankOf(intent: string, slots: Slots, context: InterpretContext): number {
  if (intent === 'search_packages') return LEAST_RANK;
  return intent === 'explain' ? topicRank(slots, context) : settingRank(intent, slots, context);
}

function complete(
  intent: string,
  slots: Slots,
  references: Readonly<Record<string, Reference>>,
  reading: Reading,
  { words }: Words,
): Partial<Reading> {
  const shaped = shapedSlots(intent, slots, words);
  const pointed = Object.keys(references).length > 0;
  const intents: [Intent] = [pointed ? { intent, slots: shaped, references } : { intent, slots: shaped }];
  const needed = neededSlot({ intent, slots: shaped });
  const missing =
    needed !== undefined && !(needed in shaped) && !(needed in references) && reading.grade === 3;
  return missing ? { intents, grade: 1, slot: needed } : { intents };
}

function shapedSlots(intent: string, slots: Slots, words: readonly string[]): Slots {
  if (intent === 'delete_generations') return wholeLimit(words, slots);
  if (intent === 'rollback') return rollbackSlots(slots);
  return intent === 'compare_generations' ? comparisonSlots(slots) : slots;
}

/** Any words can be searched for, so that what is a name elsewhere is meant there. */
const LEAST_RANK = -2;

/** A list value of a slot `…_reference` points at something said before: `it`, `other`, or a position. */
function referenceOf({ slot, value }: Capture): Reference | undefined {
  if (!slot.endsWith('_reference')) return undefined;
  if (value === 'it' || value === 'other') return { kind: value };
  const position = Number(value);
  return Number.isInteger(position) && position !== 0 ? { kind: 'position', position } : undefined;
}

/** Free words of slots named `_…` are said and not kept ("to edit my photos"): nothing else may hide in them. */
function isHarmless(words: readonly string[]): boolean {
  return (
    areSafeWords(words) &&
    !words.some((word) => HIDES_MORE.has(word) || NEVER_TOUCHED.has(word) || word.endsWith("n't"))
  );
}

const HIDES_MORE = new Set(
  'and then or but not no never also plus dash minus sorry wait actually instead install remove delete wipe erase update rebuild windows mac phone only once temporarily without'.split(
    ' ',
  ),
);

/** Whether a label is one of ours, so that its risk is known. */
export function riskOfIntent(intent: string): string {
  return Object.hasOwn(INTENTS, intent) ? INTENTS[intent as keyof typeof INTENTS] : 'look';
}
