import type { Expectation } from '../expectation.ts';
import { riskOfIntent } from '../interpret.ts';
import type { Words } from '../words.ts';
import { evidenceOf } from './evidence.ts';
import { featuresOf, type Sentence } from './features.ts';
import { type Forbidden, forbiddenBy, isChange, isDoubtful } from './forbidden.ts';
import {
  type Classifier,
  nothingIn,
  probabilitiesOf,
  type Ranked,
  rankedIntents,
  type Threshold,
} from './model.ts';
import type { FindNames } from './names.ts';
import { sentenceOf } from './sentence.ts';

/** What the classifier takes a sentence for, and why it is believed or not. */
export interface Guess {
  sentence: Sentence;
  ranked: readonly Ranked[];
  best: Ranked;
  /** How firmly the best is believed. */
  belief: number;
  /** How likely nothing is wanted, or, where the best is a change, that no change is. */
  unwanted: number;
  needed: Threshold;
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
  const usual = easedBy(eased, neededFor(best.label.intent, classifier));
  const needed = isDoubtful(best.label, sentence)
    ? { ...usual, belief: Math.max(usual.belief, DOUBTFUL_NEEDS) }
    : usual;
  const forbidden = forbiddenBy(best.label, sentence);
  return { sentence, ranked, best, belief, unwanted: unwantedIn(ranked), needed, forbidden };
}

/** What is doubtful is believed only when hardly anything speaks against it. */
export const DOUBTFUL_NEEDS = 0.985;

/** So much less is enough where the rest of what is said, or asked, speaks for it. */
export const EASED = 0.8;

/** Whether it is believed and nothing forbids it. */
export function isBelieved({ best, belief, unwanted, needed, forbidden }: Guess, eased = 1): boolean {
  if (best.label.intent === 'out_of_scope' || forbidden !== undefined) return false;
  const least = easedBy(eased, needed);
  return belief >= least.belief && unwanted <= least.unwanted;
}

function easedBy(eased: number, { belief, unwanted }: Threshold): Threshold {
  return { belief: belief * eased, unwanted: unwanted ** eased };
}

function neededFor(intent: string, { thresholds }: Classifier): Threshold {
  const risk = riskOfIntent(intent);
  return risk in thresholds ? thresholds[risk as keyof typeof thresholds] : NEVER;
}

const NEVER: Threshold = { belief: 1, unwanted: 0 };

/** How likely nothing is wanted of the kind that is likeliest. */
export function unwantedIn(ranked: readonly Ranked[]): number {
  const [best] = ranked;
  if (!best || !isChange(best.label.intent)) return nothingIn(ranked);
  return ranked.reduce(
    (sum, { label, probability }) => (isChange(label.intent) ? sum : sum + probability),
    0,
  );
}
