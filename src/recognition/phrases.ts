import { type Expectation, IDLE } from '#understanding/expectation.ts';
import { fits, type Grammar } from '#understanding/grammar.ts';
import { numberToWords } from '#understanding/numbers.ts';
import { NATO_WORDS } from '#understanding/spelling.ts';
import { WAKE_PHRASES } from '#understanding/words.ts';
import { createSampler, type SpokenNames } from './sample-sentences.ts';

/** More would only cost time: Vosk's grammar is a bigram model, so words recombine beyond the phrases. */
const MOST_PHRASES = 30_000;
const ALPHABET = 'a b c d e f g h i j k l m n o p q r s t u v w x y z'.split(' ');
/** Words that sound like a yes or a no: without them in the grammar, they would be heard as one. */
const DECOYS =
  'guess|chess|mess|less|yesterday|jest|guest|dress|press|us|his|is|nose|know|known|knows|now|note|snow|show|so|though|not|nothing|new|confirmed|concern|form|sure enough|go away|go home|going|do what|do that later|who did it|maybe|perhaps|wait|i guess so|he said|she said|they do|it is'.split(
    '|',
  );
const ANSWERS =
  "yes|yes please|yes do it|yes go ahead|yeah|yep|sure|okay|do it|go ahead|confirm|no|no thanks|no thank you|nope|no don't|don't do it|cancel|cancel that|stop|never mind|help|repeat that|why|what would that do".split(
    '|',
  );
/** How often answers and their decoys count, against thousands of commands. */
const ANSWER_WEIGHT = 10;
/** So many commands are as much as one answer, where no answer is awaited. */
const COMMANDS_PER_ANSWER = 4000;
/** Samples of one template that fits only the open question. */
const MOST_ANSWERS = 200;
/** Words. */
const LONGEST_NAME = 4;
const NAME_FRAMES = ['install', 'remove', 'uninstall', 'try', 'what is', 'search for'];
const LIST_POSITIONS = [
  'the first one',
  'the second one',
  'the third one',
  'the last one',
  'the other one',
  'none of them',
];

export interface PhraseSettings {
  /** How many samples a sentence template gives at most. */
  perTemplate: number;
}

/**
 * All that may be said while nothing is asked, for the recognizer's grammar: sampled sentences, each package name and
 * search topic in its frames, numbers, letters. Built once; the same each time.
 */
export function commandPhrases(
  grammar: Grammar,
  names: SpokenNames,
  settings: PhraseSettings = { perTemplate: 4 },
): readonly string[] {
  const sampler = createSampler(grammar, names);
  const spokenNames = new Set([
    ...names.packages,
    ...(names.others?.services ?? []),
    ...(names.others?.options ?? []),
    ...(names.others?.topics ?? []),
  ]);
  const phrases = new Set<string>();
  for (const sentence of grammar.sentences) {
    if (!fits(sentence, IDLE)) continue;
    const atMost = Math.min(settings.perTemplate, sampler.variety(sentence));
    for (let sample = 0; sample < atMost; sample++) {
      const phrase = sampler.sample(sentence);
      if (!beginsWithName(phrase, spokenNames)) phrases.add(phrase);
    }
  }
  for (const name of names.packages) for (const frame of NAME_FRAMES) phrases.add(`${frame} ${name}`);
  for (const topic of names.topics) phrases.add(`search for ${topic}`);
  for (const topic of names.others?.topics ?? []) phrases.add(`explain ${topic}`);
  for (const number of numbers()) phrases.add(`generation ${number}`);
  for (const words of WAKE_PHRASES) phrases.add(words.join(' ').replace(/^ok /, 'okay '));
  phrases.delete('');
  return [...phrases].slice(0, MOST_PHRASES);
}

/** The commands and what fits the open question besides: answers, candidates, letters; and decoys for a yes. */
export function expectedPhrases(
  commands: readonly string[],
  grammar: Grammar,
  names: SpokenNames,
  expectation: Expectation,
): readonly string[] {
  const added = new Set<string>();
  const sampler = createSampler(grammar, names);
  for (const sentence of grammar.sentences) {
    if (fits(sentence, IDLE) || !fits(sentence, expectation)) continue;
    const atMost = Math.min(MOST_ANSWERS, sampler.variety(sentence) * ANSWER_WEIGHT);
    for (let sample = 0; sample < atMost; sample++) added.add(sampler.sample(sentence));
  }
  for (const { spoken } of expectation.candidates) {
    added.add(spoken);
    added.add(`the ${spoken}`);
  }
  if (expectation.candidates.length > 0) for (const position of LIST_POSITIONS) added.add(position);
  if (expectation.state === 'spelling') for (const spelled of spellings()) added.add(spelled);
  added.delete('');
  // Short words drown in many commands; and a yes that goes on ("yes, how far are you") is heard as a whole again.
  const weight =
    expectation.state === 'confirming' ? ANSWER_WEIGHT : Math.round(commands.length / COMMANDS_PER_ANSWER);
  const repeated = Array.from({ length: weight }, () => [...ANSWERS, ...DECOYS]).flat();
  return added.size + repeated.length === 0 ? commands : [...commands, ...added, ...repeated];
}

/** A thousand names that may begin a sentence would drown every short word: "maps" for "yes". */
function beginsWithName(phrase: string, spokenNames: ReadonlySet<string>): boolean {
  const words = phrase.split(' ');
  return words.some((_, at) => at < LONGEST_NAME && spokenNames.has(words.slice(0, at + 1).join(' ')));
}

/** Every pair of number words, not every number. */
function* numbers(): Generator<string> {
  for (let number = 0; number < 200; number++) yield numberToWords(number);
  for (let number = 200; number < 1000; number += 37) {
    yield numberToWords(number);
    yield numberToWords(number).replace(' and ', ' ');
  }
}

/** Every pair of letters, of alphabet words, and of both with digits in between. */
function* spellings(): Generator<string> {
  for (const letters of [ALPHABET, NATO_WORDS]) {
    for (let step = 1; step < letters.length; step++) {
      const row = letters.map((_, at) => letters[(at * step) % letters.length] as string);
      yield row.slice(0, 13).join(' ');
      yield row.slice(12).join(' ');
    }
    for (const [at, letter] of letters.entries()) yield `${letter} ${numberToWords(at % 10)} ${letter}`;
  }
}
