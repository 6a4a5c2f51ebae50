import { withoutFillers, withoutSkipWords } from './bare-words.ts';
import type { CompiledGrammar } from './compile.ts';
import { type Effort, effortOf } from './effort.ts';
import { forWhom } from './for-whom.ts';
import { type InterpretContext, interpret, type Reading } from './interpret.ts';
import { isBegun, match } from './match.ts';
import { kept, type Words } from './words.ts';

export interface PhraseContext extends InterpretContext {
  grammar: CompiledGrammar;
  memo: PhraseMemo;
  /** For what no template fits; absent: only templates count. */
  readLearned?(said: Words): PhraseReading | undefined;
}

/** What was read already in this utterance: parts come up again and again. */
export interface PhraseMemo {
  readings: Map<string, PhraseReading | undefined>;
  begun: Map<string, boolean>;
  /** What is read by the templates, and what is learned. */
  reading: Effort;
  learning: Effort;
}

export function emptyMemo(): PhraseMemo {
  const [reading, learning] = [effortOf(MOST_READ), effortOf(MOST_LEARNED)];
  return { readings: new Map(), begun: new Map(), reading, learning };
}

export interface PhraseReading extends Reading {
  /** By the examples and not by a template. */
  learned?: true;
  /** Not sure enough by itself; beside parts that are sure it counts. */
  unsure?: boolean;
  /** Only beside a part that changes the system too. */
  onlyBeside?: boolean;
  /** Two different commands fit equally well. */
  tooClose?: boolean;
  /** The candidates are guesses at half a name: one alone is asked about too. */
  vague?: boolean;
}

const MOST_INTERPRETED = 16;
/** Words; for what people say a third is enough. */
const MOST_READ = 1000;
const MOST_LEARNED = 400;

/** A part of a sentence: by the templates, else by what was learned, where that counts. */
export function readPart(said: Words, context: PhraseContext): PhraseReading | undefined {
  const phrase = readPhrase(said, context);
  const isSearch = phrase?.intents[0].intent === 'search_packages';
  if ((phrase?.grade === 3 && !isSearch) || !context.readLearned) return phrase;
  const learned = context.readLearned(said);
  // Any words can be searched for: what they surely mean otherwise comes first.
  if (phrase?.grade === 3) return learned?.grade === 3 && !learned.unsure ? learned : phrase;
  return learned && learned.grade > (phrase?.grade ?? 0) ? learned : phrase;
}

/**
 * One command: the words as they are, then without hesitation, then without skip words; the first that is all clear,
 * else the best of the barest. Undefined: no template fits.
 */
export function readPhrase(said: Words, context: PhraseContext): PhraseReading | undefined {
  const { readings, reading: effort } = context.memo;
  return kept(readings, said, () => {
    const reading = effort.spend(said.words.length) ? readLevels(said, context) : undefined;
    return reading && { ...reading, intents: forWhom(reading.intents, said.words) };
  });
}

function readLevels(said: Words, context: PhraseContext): PhraseReading | undefined {
  const plain = withoutFillers(said);
  const asSaid = readWords(said, context);
  const best = plain === said ? asSaid : better(asSaid, readWords(plain, context));
  if (best?.grade === 3) return best;
  const bare = withoutSkipWords(plain, context.skipWords);
  if (bare === plain) return best;
  const found = readWords(bare, context);
  // A yes counts only as it was said: "can you do it" is none.
  return found?.intents.some(({ intent }) => intent === 'affirm') ? best : better(best, found);
}

/** The clearer one; of two equally clear ones that which leaves fewer words to wildcards. */
function better(a: PhraseReading | undefined, b: PhraseReading | undefined): PhraseReading | undefined {
  if (!a || !b) return a ?? b;
  if (a.grade !== b.grade) return a.grade > b.grade ? a : b;
  return a.grade < 3 || b.freeWords < a.freeWords ? b : a;
}

function readWords(words: Words, context: PhraseContext): PhraseReading | undefined {
  const matches = match(words.words, context.grammar, context.expectation);
  let best: PhraseReading | undefined;
  for (const found of matches.slice(0, MOST_INTERPRETED)) {
    if (best?.grade === 3 && found.literals < best.literals) break;
    const reading = interpret(found, words, context);
    if (!best || reading.grade > best.grade) best = reading;
    else if (
      reading.grade === 3 &&
      best.grade === 3 &&
      reading.literals === best.literals &&
      !sameMeaning(reading, best)
    ) {
      best = closer(best, reading);
    }
  }
  return best;
}

/** Of two that fit equally, what is said only now (in this state) is meant; else neither. */
function closer(a: PhraseReading, b: PhraseReading): PhraseReading {
  if (a.situated !== b.situated) return a.situated ? a : b;
  if (a.rank !== b.rank) return a.rank > b.rank ? a : b;
  // Where one topic ends and the next begins changes nothing of what is explained.
  if ([a, b].every(({ intents }) => intents[0].intent === 'explain')) return a;
  return { ...a, tooClose: true };
}

function sameMeaning(a: Reading, b: Reading): boolean {
  return JSON.stringify(a.intents) === JSON.stringify(b.intents);
}

/** Whether the words could go on to be a sentence. */
export function mayContinue(said: Words, context: PhraseContext): boolean {
  const { grammar, expectation, memo, skipWords } = context;
  return kept(memo.begun, said, () => {
    if (isBegun(said.words, grammar, expectation)) return true;
    const bare = withoutSkipWords(withoutFillers(said), skipWords);
    return bare !== said && isBegun(bare.words, grammar, expectation);
  });
}
