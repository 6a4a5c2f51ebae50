import { forWhom } from '../for-whom.ts';
import type { Intent } from '../intent.ts';
import type { PhraseContext, PhraseReading } from '../phrase.ts';
import type { World } from '../understand-text.ts';
import { slice, type Words } from '../words.ts';
import { isChange } from './forbidden.ts';
import { DOUBTFUL_NEEDS, EASED, type Guess, guess, isBelieved } from './guess.ts';
import type { Classifier } from './model.ts';
import type { FindNames } from './names.ts';
import { fillSlots } from './slots/fill.ts';
import type { Filled } from './slots/filled.ts';

export interface LearnedContext {
  classifier: Classifier;
  world: World;
  findNames: FindNames;
}

export interface LearnedReading {
  guess: Guess;
  /** Absent: the guess is not believed, or the sentence does not have what it needs. Unsure: only as a part of more. */
  reading?: PhraseReading;
}

/** What the classifier takes `said` for, with its slots. Never a yes. */
export function readLearned(
  said: Words,
  context: PhraseContext,
  { classifier, world, findNames }: LearnedContext,
): LearnedReading | undefined {
  const guessed = guess(said, context.expectation, classifier, findNames);
  if (!guessed) return undefined;
  if (!isBelieved(guessed, EASED)) return { guess: guessed };
  const { label } = guessed.best;
  const filled = fillSlots(label, guessed.sentence, {
    world,
    readPackage: context.readPackage,
    readProgram: context.readProgram,
    isEveryday: (word) => classifier.everyday.has(word),
    probabilityOf: (from, to) => {
      const part = guess(slice(guessed.sentence, from, to), context.expectation, classifier, findNames);
      return part?.ranked.find((one) => one.label.intent === label.intent)?.probability ?? 0;
    },
  });
  const learned = readingOf(guessed, filled);
  if (!learned) return { guess: guessed };
  const reading = { ...learned, intents: forWhom(learned.intents, said.words) };
  return { guess: guessed, reading: isBelieved(guessed) ? reading : { ...reading, unsure: true } };
}

function readingOf(guessed: Guess, filled: Filled): PhraseReading | undefined {
  const { label } = guessed.best;
  const { intent } = label;
  const reading: PhraseReading = {
    grade: 3,
    intents: [{ intent, slots: label.slots }],
    literals: 0,
    freeWords: guessed.sentence.words.length,
    score: guessed.belief,
    learned: true,
    how: `classifier ${intent} ${guessed.belief.toFixed(3)}`,
    slotWords: [],
    situated: false,
    rank: 0,
  };
  switch (filled.type) {
    case 'filled': {
      const [first, ...rest] = filled.slots.map(
        (slots): Intent => ({ intent, slots: { ...label.slots, ...slots } }),
      );
      return { ...reading, intents: [first as Intent, ...rest], score: guessed.belief * filled.score };
    }
    case 'pointed':
      return {
        ...reading,
        intents: [{ intent, slots: label.slots, references: { [filled.slot]: filled.reference } }],
      };
    case 'candidates':
      return { ...reading, grade: 2, slot: filled.slot, candidates: filled.candidates };
    case 'missing':
      // Who only talks near us is not asked what they want changed.
      if (isChange(intent) && guessed.belief < DOUBTFUL_NEEDS) return undefined;
      return {
        ...reading,
        grade: 1,
        slot: filled.slot,
        ...(filled.heard !== undefined && { heard: filled.heard }),
      };
    case 'unfit':
      return undefined;
  }
}
