import type { Completeness } from '#recognition/recognizer.ts';
import type { Expectation } from './expectation.ts';
import type { Grammar } from './grammar.ts';
import type { Intent } from './intent.ts';
import { riskOfIntent } from './interpret.ts';
import { isFreeText } from './option-value.ts';
import { understandText, type World } from './understand-text.ts';
import { canonical } from './words.ts';

/** Number words that another one often follows: "generation forty", and then "two". */
const NUMBER_GOES_ON = new Set(
  'twenty thirty forty fifty sixty seventy eighty ninety hundred thousand and'.split(' '),
);
/** Confidence in a package of whose name only the beginning was said. */
const BEGINNING = 0.9;
/** A search this well met by the catalogue is a whole description. */
const WHOLE_QUERY = 0.9;

/** How much of a sentence a partial transcript is: a whole answer, a whole command, or something that goes on. */
export function completeness(
  text: string,
  grammar: Grammar,
  expectation: Expectation,
  world: World,
): Completeness {
  const words = canonical(text);
  if (words.length === 0) return 'incomplete';
  const understanding = understandText(text, grammar, expectation, world);
  if (understanding.decision === 'answer') {
    return understanding.answer.kind === 'value' && mayGrow(words) ? 'incomplete' : 'answer';
  }
  if (understanding.decision !== 'understood' || understanding.confidence <= BEGINNING) return 'incomplete';
  const { intents } = understanding;
  if (intents.every((intent) => isAnswer(intent))) {
    return intents.some(({ intent }) => intent === 'affirm') ? 'yes' : 'answer';
  }
  return intents.every((intent) => isWhole(intent, words, world)) ? 'command' : 'incomplete';
}

function isAnswer({ intent, slots }: Intent): boolean {
  // The name of a microphone or voice may go on.
  if (typeof slots.choice === 'string') return false;
  // "Why?"
  if (intent === 'explain') return slots.topic === 'plan';
  return riskOfIntent(intent) === 'dialogue' && intent !== 'spelling';
}

function isWhole(
  { intent, slots }: Intent,
  words: readonly string[],
  { packages, settings }: World,
): boolean {
  if (intent === 'spelling' || typeof slots.choice === 'string') return false;
  if (Object.values(slots).some((value) => typeof value === 'number' || Array.isArray(value)))
    return !mayGrow(words);
  // A text of their own choice has no end that could be known.
  const option = intent === 'set_option' ? settings.option(String(slots.option)) : undefined;
  if (option && isFreeText(option)) return false;
  if (typeof slots.query === 'string') return (packages.search(slots.query, 1)[0]?.score ?? 0) >= WHOLE_QUERY;
  return true;
}

function mayGrow(words: readonly string[]): boolean {
  return NUMBER_GOES_ON.has(words.at(-1) as string);
}
