import { type Guess, isBelieved } from './classifier/guess.ts';
import type { Sign } from './classifier/signs.ts';
import type { Intent } from './intent.ts';
import { riskOfIntent } from './interpret.ts';
import { type PhraseContext, type PhraseReading, readPhrase } from './phrase.ts';
import { slice, type Words } from './words.ts';

/** So much less has to be believed of the whole where it ends as a plain command. */
const EASED = 0.4;
const HARMLESS: ReadonlySet<Sign> = new Set(['vital']);
const LEAST_BEFORE = 3;
const LEAST_WORDS = 2;

/** With one of these in front, a command goes on with what was said, or is somebody else's. */
const LEADS_ON = new Set(
  'to not never and or but if when how who that which i you he she we they it should could would will can may might must shall always usually often just only the a an my your his her our their of for in on at with by as than no'.split(
    ' ',
  ),
);

/**
 * The plain command that a sentence ends with, behind words that only lead to it without a pause between them, as a
 * recognizer gives them: "it is raining all day install krita". Only if the whole is taken for the same wish.
 */
export function readEnding(said: Words, context: PhraseContext, guess: Guess): PhraseReading | undefined {
  if (context.expectation.state !== 'idle' || !isBelieved(guess, EASED)) return undefined;
  // What is denied, told or supposed leads to no command.
  if (guess.sentence.signs.difference(HARMLESS).size > 0) return undefined;
  const { words, spots } = guess.sentence;
  for (let at = LEAST_BEFORE; at <= said.words.length - LEAST_WORDS; at++) {
    const before = words.length - (said.words.length - at);
    const isNamedBefore = spots.some(
      ({ kind, isEveryday, to }) => kind === 'name' && !isEveryday && to <= before,
    );
    if (isNamedBefore) return undefined;
    if (LEADS_ON.has(said.words[at - 1] as string)) continue;
    const reading = readPhrase(slice(said, at, said.words.length), context);
    if (!reading || reading.grade < 3 || reading.tooClose || reading.intents.some((one) => !isWhole(one)))
      continue;
    return reading.intents[0].intent === guess.best.label.intent ? reading : undefined;
  }
  return undefined;
}

function isWhole({ intent, references }: Intent): boolean {
  return references === undefined && !['dialogue', 'never'].includes(riskOfIntent(intent));
}
