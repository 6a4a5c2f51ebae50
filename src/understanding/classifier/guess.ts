import type { Expectation } from '../expectation.ts';
import { riskOfIntent } from '../interpret.ts';
import type { Words } from '../words.ts';
import { evidenceOf } from './evidence.ts';
import { featuresOf, type Sentence } from './features.ts';
import { type Forbidden, forbiddenBy, isDoubtful } from './forbidden.ts';
import { type Classifier, probabilitiesOf, type Ranked, rankedIntents, type Thresholds } from './model.ts';
import type { FindNames } from './names.ts';
import { sentenceOf } from './sentence.ts';

/** What the classifier takes a sentence for, and why it is believed or not. */
export interface Guess {
  sentence: Sentence;
  ranked: readonly Ranked[];
  best: Ranked;
  /** How firmly the best is believed, and how firmly it must be. */
  belief: number;
  needed: number;
  /** What forbids to act, whatever is believed. */
  forbidden: Forbidden | undefined;
}

export function guess(
  said: Words,
  { state, pending }: Expectation,
  classifier: Classifier,
  findNames: FindNames,
): Guess | undefined {
  const sentence = sentenceOf(said, state, findNames, classifier.everyday);
  if (sentence.words.length === 0) return undefined;
  const ranked = rankedIntents(
    probabilitiesOf(featuresOf(sentence, classifier.concepts), classifier),
    classifier,
  );
  const best = ranked[0] as Ranked;
  const belief = probabilitiesOf(evidenceOf(ranked, sentence), classifier.belief)[1] as number;
  // Another wish of the same kind is expected while one is asked about.
  const eased = pending.includes(best.label.intent) ? EASED : 1;
  const usual = neededFor(best.label.intent, classifier.thresholds) * eased;
  const needed = isDoubtful(best.label, sentence) ? Math.max(usual, DOUBTFUL_NEEDS) : usual;
  return { sentence, ranked, best, belief, needed, forbidden: forbiddenBy(best.label, sentence) };
}

/** What is doubtful is believed only when hardly anything speaks against it. */
export const DOUBTFUL_NEEDS = 0.985;

/** So much less is enough where the rest of what is said, or asked, speaks for it. */
export const EASED = 0.6;

/** Whether it is believed and nothing forbids it. */
export function isBelieved({ best, belief, needed, forbidden }: Guess, eased = 1): boolean {
  return best.label.intent !== 'out_of_scope' && belief >= needed * eased && forbidden === undefined;
}

function neededFor(intent: string, thresholds: Thresholds): number {
  const risk = riskOfIntent(intent);
  return risk in thresholds ? thresholds[risk as keyof Thresholds] : 1;
}
