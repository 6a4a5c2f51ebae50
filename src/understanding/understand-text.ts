import type { Catalogue } from '#catalogue/catalogue.ts';
import { readAnswer } from './answer.ts';
import { readAside } from './aside.ts';
import { isRatherElse, isSurelyNothing, learner, readBeyond } from './beyond-templates.ts';
import { compileGrammar } from './compile.ts';
import { readCompound } from './compound.ts';
import { readCorrection } from './correction.ts';
import type { Expectation } from './expectation.ts';
import { readFollowUp, readInContext } from './follow-up.ts';
import type { Grammar } from './grammar.ts';
import { harmlessRest } from './harmless-rest.ts';
import { isSaidOtherwise, readMisheard } from './misheard.ts';
import { isNegated } from './negations.ts';
import { incomplete, narrowed, outcomeOf, understood } from './outcome.ts';
import { packageReader } from './package-name.ts';
import { emptyMemo, type PhraseContext, type PhraseMemo, type PhraseReading, readPhrase } from './phrase.ts';
import { readProgramName } from './program-name.ts';
import { type RememberedName, remembering } from './remembered.ts';
import { hasSyntax } from './safe-text.ts';
import { spelledText } from './spelling.ts';
import { withSpokenZones } from './spoken-values.ts';
import { withoutUnitKind, withSpokenFlags, withSpokenSet } from './typed-commands.ts';
import type { RejectedWhy, Understanding } from './understanding.ts';
import { type Words, withoutWakePhrase, wordsOf } from './words.ts';

/** What is known of the system while a sentence is understood. */
export interface World extends Catalogue {
  /** Attributes. */
  installed: readonly string[];
  /** What was chosen for names that may mean several things. */
  remembered?: readonly RememberedName[];
}

const MOST_CHARACTERS = 1000;
const MOST_WORDS = 80;
const LEAST_FINDABLE = 0.5;

/** One text. Total: any string gives an understanding. What is so tangled that not all of it was looked at is not guessed at. */
export function understandText(
  text: string,
  grammar: Grammar,
  expectation: Expectation,
  world: World,
): Understanding {
  const memo = emptyMemo();
  const meant = readText(text, grammar, expectation, world, memo);
  const isTangled = memo.reading.isSpent() || memo.learning.isSpent();
  return isTangled && meant.decision !== 'rejected' ? { decision: 'rejected', why: 'too-long', text } : meant;
}

function readText(
  text: string,
  grammar: Grammar,
  expectation: Expectation,
  world: World,
  memo: PhraseMemo,
): Understanding {
  const reject = (why: RejectedWhy): Understanding => ({ decision: 'rejected', why, text });
  if (text.length > MOST_CHARACTERS) return reject('too-long');
  const readable = withSpokenZones(withoutUnitKind(withSpokenSet(text)));
  const said = withoutWakePhrase(wordsOf(readable));
  if (said.words.length === 0) return reject('nothing-heard');
  if (said.words.length > MOST_WORDS) return reject('too-long');
  const context: PhraseContext = {
    grammar: compileGrammar(grammar),
    skipWords: grammar.skipWords,
    memo,
    expectation,
    readPackage: packageReader(world.packages),
    settings: world.settings,
    remembered: remembering(world),
    topics: world.topics,
    readProgram: (words) => readProgramName(words, world.packages),
    isFindable: (query) => (world.packages.search(query, 1)[0]?.score ?? 0) >= LEAST_FINDABLE,
  };
  const learn = learner(grammar, world, context);
  const unsafe = hasSyntax(readable);
  const flagged = readFlagged(readable, context);
  if (flagged) return understood(flagged, text);
  const refuse = (why: RejectedWhy): Understanding => {
    const rest = harmlessRest(said, context);
    return { decision: 'rejected', why, text, ...(rest.length > 0 && { rest }) };
  };

  const inContext = unsafe ? undefined : readInContext(said, context, world.packages);
  if (inContext) return outcomeOf(inContext, text, world);
  const phrase = readPhrase(said, context);
  if (phrase?.tooClose) return reject('too-close');
  const misheard = () => (unsafe || text.includes(';') ? undefined : readMisheard(said, grammar, context));
  if (phrase?.grade === 3 && isSearch(phrase) && !unsafe) {
    const other = (mayHideCommand(phrase) ? readCompound(said, context) : undefined) ?? misheard();
    if (other) return understood(other, text);
  }
  if (phrase?.grade === 3 && !isRatherElse(phrase, said, learn, context))
    return unsafe && hasFreeWords(phrase) ? reject('unsafe-text') : understood(phrase, text);
  if (expectation.state === 'spelling') {
    const letters = spelledText(said.words, true);
    if (letters !== undefined) return understood(spellingOf(letters), text);
  }
  const corrected = unsafe ? undefined : readCorrection(said, context);
  if (corrected?.type === 'taken-back') return reject('negated');
  if (corrected) return understood(corrected.reading, text);
  const compound = unsafe ? undefined : readCompound(said, context);
  if (compound) return isTakenBack(compound) ? reject('negated') : understood(compound, text);
  const aside = unsafe ? undefined : readAside(said, context);
  if (aside && !pointsBack(aside) && !isRatherElse(aside, said, learn, context))
    return understood(aside, text);
  const followUp = unsafe ? undefined : readFollowUp(said, context, world.packages);
  if (followUp?.type === 'nothing-before') return reject('bare-noun');
  if (followUp) return outcomeOf(followUp.reading, text, world);
  const answer = unsafe ? undefined : readAnswer(said.words, context);
  if (answer) return { decision: 'answer', answer, text };
  if (unsafe) return refuse('unsafe-text');
  if (phrase?.grade === 2 && phrase.slot && phrase.candidates) {
    return narrowed(phrase, phrase.candidates, text, world);
  }
  const negated = isNegated(said.words);
  const missing = phrase?.grade === 1 && !negated ? phrase.slot : undefined;
  // Without a name that nobody knows it is the template that fits, and nothing else.
  if (phrase && missing !== undefined && phrase.heard === undefined) return incomplete(phrase, missing, text);
  const heard = misheard();
  if (heard) return understood(heard, text);
  const beyond = text.includes(';') ? undefined : readBeyond(said, context, learn, phrase);
  if (beyond?.type === 'taken-back') return reject('negated');
  if (beyond) return outcomeOf(beyond.reading, text, world);
  if (aside) return understood(aside, text);
  if (phrase?.unsafe) return refuse('unsafe-text');
  if (phrase && missing !== undefined && (isUnheardOf(phrase, grammar) || !isSurelyNothing(said, learn)))
    return incomplete(phrase, missing, text);
  if (isBareNoun(said, context)) return reject('bare-noun');
  return refuse(negated ? 'negated' : 'not-in-grammar');
}

function isSearch({ intents }: PhraseReading): boolean {
  return intents[0].intent === 'search_packages';
}

/** "Install frobnicator": what nobody says otherwise is a name, though we do not know it. */
function isUnheardOf({ heard = '', intents, freeWords }: PhraseReading, grammar: Grammar): boolean {
  const isPlain = freeWords === 1 && heard.length >= LEAST_NAME;
  return isPlain && PLAINLY_NAMED.has(intents[0].intent) && !isSaidOtherwise(heard, grammar);
}

const LEAST_NAME = 4;
const PLAINLY_NAMED = new Set(['install_package', 'remove_package', 'try_package']);

/** Any words can be searched for: "a pdf reader and install okular" too. */
function mayHideCommand({ slotWords }: PhraseReading): boolean {
  return slotWords.includes('and');
}

/** "Df -h" as somebody types it: what a template knows with its flags, none of which is a name. */
function readFlagged(text: string, context: PhraseContext): PhraseReading | undefined {
  const spoken = withSpokenFlags(text);
  const phrase = spoken === undefined ? undefined : readPhrase(wordsOf(spoken), context);
  const isClear = phrase?.grade === 3 && !phrase.tooClose && !phrase.slotWords.includes('dash');
  return isClear && phrase.intents[0].intent !== 'search_packages' ? phrase : undefined;
}

/** "Krita is great, get it": what is meant may have been named in what only gives the reason. */
function pointsBack({ intents }: PhraseReading): boolean {
  return intents.some(({ references }) => references !== undefined);
}

/** "Call it snowflake, no, forget it": what ends in a cancel is not wanted, whatever was before. */
function isTakenBack({ intents }: PhraseReading): boolean {
  return ['cancel', 'deny'].includes(intents.at(-1)?.intent ?? '') && intents.length > 1;
}

function spellingOf(text: string): PhraseReading {
  return {
    grade: 3,
    intents: [{ intent: 'spelling', slots: { text } }],
    literals: 0,
    freeWords: 0,
    score: 1,
    how: 'letters',
    slotWords: [],
    situated: true,
    rank: 0,
  };
}

function hasFreeWords({ slotWords }: PhraseReading): boolean {
  return slotWords.length > 0;
}

function isBareNoun(said: Words, { readPackage }: PhraseContext): boolean {
  return said.words.length <= 5 && readPackage({ words: said.words, breaks: new Set() }).type === 'packages';
}
