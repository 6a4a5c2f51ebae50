import type { Catalogue } from '#catalogue/catalogue.ts';
import { readAnswer } from './answer.ts';
import { readAside } from './aside.ts';
import { compileGrammar } from './compile.ts';
import { readCompound } from './compound.ts';
import { readCorrection } from './correction.ts';
import type { Expectation } from './expectation.ts';
import type { Grammar } from './grammar.ts';
import { packageReader } from './package-name.ts';
import { type PhraseContext, type PhraseReading, readPhrase } from './phrase.ts';
import { readProgramName } from './program-name.ts';
import { type RememberedName, remembering, spokenAs } from './remembered.ts';
import { hasSyntax } from './safe-text.ts';
import { spelledText } from './spelling.ts';
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

  const phrase = readPhrase(said, context);
  if (phrase?.tooClose) return reject('too-close');
  if (phrase?.grade === 3)
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
  const answer = unsafe ? undefined : readAnswer(said.words, context);
  if (answer) return { decision: 'answer', answer, text };
  if (unsafe || phrase?.unsafe) return reject('unsafe-text');
  if (phrase?.grade === 2 && phrase.slot && phrase.candidates) {
    return narrowed(phrase, phrase.candidates, text, world);
  }
  const negated = said.words.some((word) => NEGATIONS.has(word));
  if (phrase?.grade === 1 && phrase.slot && !negated) {
    const [intent] = phrase.intents;
    const heard = phrase.heard === undefined ? {} : { heard: phrase.heard };
    return { decision: 'incomplete', intents: [intent], slot: phrase.slot, ...heard, text };
  }
  if (isBareNoun(said, context)) return reject('bare-noun');
  return reject(negated ? 'negated' : 'not-in-grammar');
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
  if (candidates.length > 1)
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
