import type { Catalogue } from '#catalogue/catalogue.ts';
import { readAnswer } from './answer.ts';
import { readAside } from './aside.ts';
import { type Guess, isBelieved } from './classifier/guess.ts';
import { type LearnedReading, readLearned } from './classifier/read-learned.ts';
import { compileGrammar } from './compile.ts';
import { readCompound } from './compound.ts';
import { type Corrected, readCorrection } from './correction.ts';
import type { Expectation } from './expectation.ts';
import { readFollowUp } from './follow-up.ts';
import type { Grammar } from './grammar.ts';
import { harmlessRest } from './harmless-rest.ts';
import { riskOfIntent } from './interpret.ts';
import { packageReader } from './package-name.ts';
import { type PhraseContext, type PhraseReading, readPart, readPhrase } from './phrase.ts';
import { readParts } from './plan-parts.ts';
import { readProgramName } from './program-name.ts';
import { type RememberedName, remembering, spokenAs } from './remembered.ts';
import { hasSyntax } from './safe-text.ts';
import { spelledText } from './spelling.ts';
import type { RejectedWhy, Understanding } from './understanding.ts';
import { slice, type Words, withoutWakePhrase, wordsOf } from './words.ts';

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
const SURELY_NOTHING = 0.6;
const NEGATIONS = new Set("don't not never no without won't can't shouldn't wouldn't nothing".split(' '));

/** One text. Total: any string gives an understanding. */
export function understandText(
  text: string,
  grammar: Grammar,
  expectation: Expectation,
  world: World,
): Understanding {
  const reject = (why: RejectedWhy): Understanding => ({ decision: 'rejected', why, text });
  if (text.length > MOST_CHARACTERS) return reject('too-long');
  const said = withoutWakePhrase(wordsOf(text));
  if (said.words.length === 0) return reject('nothing-heard');
  if (said.words.length > MOST_WORDS) return reject('too-long');
  const context: PhraseContext = {
    grammar: compileGrammar(grammar),
    skipWords: grammar.skipWords,
    memo: new Map(),
    expectation,
    readPackage: packageReader(world.packages),
    settings: world.settings,
    remembered: remembering(world),
    topics: world.topics,
    readProgram: (words) => readProgramName(words, world.packages),
    isFindable: (query) => (world.packages.search(query, 1)[0]?.score ?? 0) >= LEAST_FINDABLE,
  };
  const unsafe = hasSyntax(text);
  const refuse = (why: RejectedWhy): Understanding => {
    const rest = harmlessRest(said, context);
    return { decision: 'rejected', why, text, ...(rest.length > 0 && { rest }) };
  };

  const parts = unsafe ? undefined : readParts(said, context);
  if (parts) return understood(parts, text);
  const phrase = readPhrase(said, context);
  if (phrase?.tooClose) return reject('too-close');
  if (phrase?.grade === 3 && !(isSearch(phrase) && isRatherElse(said, context, grammar, world)))
    return unsafe && hasFreeWords(phrase) ? reject('unsafe-text') : understood(phrase, text);
  if (expectation.state === 'spelling') {
    const letters = spelledText(said.words, true);
    if (letters !== undefined) return understood(spellingOf(letters), text);
  }
  const corrected = unsafe ? undefined : readCorrection(said, context);
  if (corrected?.type === 'taken-back') return reject('negated');
  if (corrected) return understood(corrected.reading, text);
  const compound = unsafe ? undefined : readCompound(said, context);
  if (compound) return understood(compound, text);
  const aside = unsafe ? undefined : readAside(said, context);
  if (aside) return understood(aside, text);
  const followUp = unsafe ? undefined : readFollowUp(said, context, world.packages);
  if (followUp?.type === 'nothing-before') return reject('bare-noun');
  if (followUp) return fromLearned(followUp.reading, text, world);
  const answer = unsafe ? undefined : readAnswer(said.words, context);
  if (answer) return { decision: 'answer', answer, text };
  if (unsafe) return refuse('unsafe-text');
  if (phrase?.grade === 2 && phrase.slot && phrase.candidates) {
    return narrowed(phrase, phrase.candidates, text, world);
  }
  const instead = readInstead(said, context, grammar, world);
  if (instead) return fromLearned(instead, text, world);
  const learned = learnedFrom(said, context, grammar, world);
  const several = learned && readSeveral(said, context, grammar, world);
  if (several?.type === 'taken-back') return reject('negated');
  if (several) return understood(several.reading, text);
  const reading = learned?.reading?.unsure ? undefined : learned?.reading;
  if (reading && (phrase?.grade !== 1 || reading.grade > 1) && (!mayHide(text, phrase) || onlyLooks(reading)))
    return fromLearned(reading, text, world);
  if (phrase?.unsafe) return refuse('unsafe-text');
  const negated = said.words.some((word) => NEGATIONS.has(word));
  if (phrase?.grade === 1 && phrase.slot && !negated && !isSurelyNothing(learned))
    return incomplete(phrase, phrase.slot, text);
  if (isBareNoun(said, context)) return reject('bare-noun');
  return refuse(negated ? 'negated' : 'not-in-grammar');
}

/** What no template fits, as the examples teach it. While muted, only what ends that counts. */
function learnedFrom(
  said: Words,
  context: PhraseContext,
  { classifier }: Grammar,
  world: World,
): LearnedReading | undefined {
  if (!classifier || context.expectation.state === 'muted') return undefined;
  return readLearned(said, context, { classifier: classifier(), world });
}

/** Something may hide in the text that was not understood. */
function mayHide(text: string, phrase: PhraseReading | undefined): boolean {
  return phrase?.unsafe === true || text.includes(';');
}

function onlyLooks({ intents }: PhraseReading): boolean {
  return intents.every(({ intent }) => ['look', 'dialogue'].includes(riskOfIntent(intent)));
}

function isSearch({ intents }: PhraseReading): boolean {
  return intents.every(({ intent }) => intent === 'search_packages');
}

/** Any words can be searched for: "any progress" looks like a search for something called so. */
function isRatherElse(said: Words, context: PhraseContext, grammar: Grammar, world: World): boolean {
  const guessed = learnedFrom(said, context, grammar, world)?.guess;
  if (!guessed || guessed.best.label.intent === 'search_packages') return false;
  return guessed.best.probability > SURELY_NOTHING && (isBelieved(guessed) || isNothing(guessed));
}

/** "No, install gimp instead": a command behind a no takes the place of what is asked about. */
function readInstead(
  said: Words,
  context: PhraseContext,
  grammar: Grammar,
  world: World,
): PhraseReading | undefined {
  if (context.expectation.state !== 'confirming') return undefined;
  const from = said.words.findIndex((word) => !TAKES_BACK.has(word));
  if (from < 1) return undefined;
  const to = said.words.findLastIndex((word) => !TRAILING.has(word)) + 1;
  const rest = slice(said, from, to);
  const reading = readPart(rest, learning(context, grammar, world));
  const isCommand = reading?.intents.every(({ intent }) => riskOfIntent(intent) !== 'dialogue');
  return reading && reading.grade === 3 && !reading.unsure && isCommand ? reading : undefined;
}

const TAKES_BACK = new Set('no nope nah wait hm hmm actually not that one rather well oh sorry i mean better'.split(' '));
const TRAILING = new Set(['instead', 'first', 'then', 'please', 'rather']);

/** A correction, or several commands, of which the templates know only parts. */
function readSeveral(
  said: Words,
  context: PhraseContext,
  grammar: Grammar,
  world: World,
): Corrected | undefined {
  const learned = learning(context, grammar, world);
  const corrected = readCorrection(said, learned);
  if (corrected) return corrected;
  const compound = readCompound(said, learned);
  return compound && { type: 'reading', reading: compound };
}

function learning(context: PhraseContext, grammar: Grammar, world: World): PhraseContext {
  return { ...context, readLearned: (part) => learnedFrom(part, context, grammar, world)?.reading };
}

function fromLearned(reading: PhraseReading, text: string, world: World): Understanding {
  if (reading.grade === 2 && reading.candidates) return narrowed(reading, reading.candidates, text, world);
  return reading.grade === 1 && reading.slot
    ? incomplete(reading, reading.slot, text)
    : understood(reading, text);
}

function incomplete({ intents, heard }: PhraseReading, slot: string, text: string): Understanding {
  const [intent] = intents;
  return {
    decision: 'incomplete',
    intents: [intent],
    slot,
    ...(heard !== undefined && { heard }),
    text,
  };
}

/** A template fits but for a name that nobody knows, and the words are more like those of something else. */
function isSurelyNothing(learned: LearnedReading | undefined): boolean {
  return learned !== undefined && isNothing(learned.guess);
}

function isNothing({ best }: Guess): boolean {
  return best.label.intent === 'out_of_scope' && best.probability > SURELY_NOTHING;
}

function understood(reading: PhraseReading, text: string): Understanding {
  const confidence = Math.round(reading.score * 1000) / 1000;
  return { decision: 'understood', intents: reading.intents, confidence, text, how: reading.how };
}

/** Of several packages to remove, only what is installed can be meant. */
function narrowed(
  phrase: PhraseReading,
  all: NonNullable<PhraseReading['candidates']>,
  text: string,
  { installed }: World,
): Understanding {
  const [intent] = phrase.intents;
  const here = intent.intent === 'remove_package' ? all.filter(({ value }) => installed.includes(value)) : [];
  const candidates = here.length > 0 ? here : all;
  const slot = phrase.slot ?? 'package';
  const heard = spokenAs(phrase.slotWords);
  if (candidates.length > 1 || phrase.vague)
    return { decision: 'ambiguous', intents: [intent], slot, candidates, ...(heard && { heard }), text };
  const only = { intent: intent.intent, slots: { ...intent.slots, [slot]: candidates[0]?.value ?? '' } };
  return understood({ ...phrase, intents: [only], score: 0.8 }, text);
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
