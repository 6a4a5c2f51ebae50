import type { Slots } from '../intent.ts';
import { hashOfFeature } from './feature-hash.ts';
import type { Concepts } from './features.ts';

/** What the classifier can tell apart: an intent, or one of its kinds by slots that belong to it. */
export interface Label {
  intent: string;
  slots: Slots;
}

/** Weights of named features for each label. */
export interface LinearModel {
  bias: Float32Array;
  /** Numbers of the features (`feature-hash.ts`), ascending, in the order of `offsets`. */
  hashes: Uint32Array;
  /** Where each feature's entries begin; one more at the end. */
  offsets: Uint32Array;
  /** Pairs of a label's number and a weight. */
  entryLabels: Uint8Array;
  entryWeights: Int8Array;
  /** What a weight of 1 is worth. */
  scale: number;
}

/** What was learned from the examples, and what a sentence is looked at with. */
export interface Classifier extends LinearModel {
  labels: readonly Label[];
  /** From evidence: whether to believe the best guess. Its labels are "no" and "yes". */
  belief: LinearModel;
  concepts: Concepts;
  /** Names that are words of every day as well. */
  everyday: ReadonlySet<string>;
  thresholds: Thresholds;
}

/** What it takes to believe a guess. */
export interface Threshold {
  /** How strong the belief must be; 0 to 1. */
  belief: number;
  /** How likely it may be that nothing of its kind is wanted; 0 to 1. */
  unwanted: number;
}

/** From examples that were held out, by the intent's risk. */
export type Thresholds = Readonly<
  Record<'look' | 'change' | 'risky' | 'irreversible' | 'dialogue', Threshold>
>;

/** The probability of each label, in their order. */
export function probabilitiesOf(features: readonly string[], model: LinearModel): Float64Array {
  const { bias, hashes, offsets, entryLabels, entryWeights, scale } = model;
  const known = features.map((name) => placeOf(hashOfFeature(name), hashes)).filter((place) => place >= 0);
  const factor = scale / Math.sqrt(Math.max(1, known.length));
  const scores = Float64Array.from(bias);
  for (const place of known) {
    const end = offsets[place + 1] as number;
    for (let at = offsets[place] as number; at < end; at++) {
      const label = entryLabels[at] as number;
      scores[label] = (scores[label] as number) + factor * (entryWeights[at] as number);
    }
  }
  return softmax(scores);
}

/** Where `hash` stands in ascending `hashes`; -1: nowhere. */
function placeOf(hash: number, hashes: Uint32Array): number {
  let low = 0;
  let high = hashes.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = hashes[middle] as number;
    if (found === hash) return middle;
    if (found < hash) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function softmax(scores: Float64Array): Float64Array {
  const most = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

export interface Ranked {
  label: Label;
  probability: number;
}

/** Intents by falling probability, that of all their kinds together, each as its likeliest kind. */
export function rankedIntents(
  probabilities: Float64Array,
  { labels }: Pick<Classifier, 'labels'>,
): readonly Ranked[] {
  const byIntent = new Map<string, Ranked & { best: number }>();
  for (const [at, label] of labels.entries()) {
    const probability = probabilities[at] as number;
    const known = byIntent.get(label.intent);
    if (!known) byIntent.set(label.intent, { label, probability, best: probability });
    else {
      known.probability += probability;
      if (probability > known.best) Object.assign(known, { label, best: probability });
    }
  }
  return [...byIntent.values()].sort((a, b) => b.probability - a.probability);
}

/** How likely a sentence wants nothing. */
export function nothingIn(ranked: readonly Ranked[]): number {
  return ranked.find(({ label }) => label.intent === 'out_of_scope')?.probability ?? 0;
}
