import type { Expectation } from '../expectation.ts';
import { riskOfIntent } from '../interpret.ts';
import type { World } from '../understand-text.ts';
import type { Words } from '../words.ts';
import { evidenceOf } from './evidence.ts';
import { featuresOf, type Sentence } from './features.ts';
import { type Classifier, probabilitiesOf, type Ranked, rankedIntents, type Thresholds } from './model.ts';
import { sentenceOf } from './sentence.ts';
import { type Sign, signsOf } from './signs.ts';

/** What the classifier takes a sentence for, and why it is believed or not. */
export interface Guess {
  sentence: Sentence;
  ranked: readonly Ranked[];
  best: Ranked;
  /** How firmly the best is believed, and how firmly it must be. */
  belief: number;
  needed: number;
  /** What forbids to act, whatever is believed. */
  forbidden: Sign | 'only-names' | undefined;
}

/** With one of these nothing is changed. */
const FORBID: readonly Sign[] = ['negated', 'dangerous', 'unfinished'];

export function guess(
  said: Words,
  { state }: Expectation,
  classifier: Classifier,
  world: World,
): Guess | undefined {
  const sentence = sentenceOf(said, state, world, classifier.everyday);
  if (sentence.words.length === 0) return undefined;
  const ranked = rankedIntents(
    probabilitiesOf(featuresOf(sentence, classifier.concepts), classifier),
    classifier,
  );
  const best = ranked[0] as Ranked;
  const belief = probabilitiesOf(evidenceOf(ranked, sentence), classifier.belief)[1] as number;
  const needed = neededFor(best.label.intent, classifier.thresholds);
  return { sentence, ranked, best, belief, needed, forbidden: forbiddenBy(best, sentence) };
}

/** Whether it is believed and nothing forbids it. */
export function isBelieved({ best, belief, needed, forbidden }: Guess): boolean {
  return best.label.intent !== 'out_of_scope' && belief >= needed && forbidden === undefined;
}

function neededFor(intent: string, thresholds: Thresholds): number {
  const risk = riskOfIntent(intent);
  return risk in thresholds ? thresholds[risk as keyof Thresholds] : 1;
}

function forbiddenBy({ label }: Ranked, { words, breaks, spots }: Sentence): Guess['forbidden'] {
  // A yes is only what the templates know as one.
  if (label.intent === 'affirm') return 'only-names';
  if (!['change', 'risky', 'irreversible'].includes(riskOfIntent(label.intent))) return undefined;
  const signs = signsOf(words, breaks);
  const named = spots.reduce((sum, { kind, from, to }) => (kind === 'name' ? sum + to - from : sum), 0);
  const isBare = named > 0 && words.filter((word) => !ARTICLES.has(word)).length <= named;
  return isBare ? 'only-names' : FORBID.find((sign) => signs.has(sign));
}

const ARTICLES = new Set(['a', 'an', 'the', 'my', 'our', 'that', 'this', 'some', 'with', 'and', 'new', 'old', 'good']);
