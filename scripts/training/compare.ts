import { createRequire } from 'node:module';
import type { Label } from '#understanding/classifier/model.ts';
import { probabilitiesOf, rankedIntents } from '#understanding/classifier/model.ts';
import { type Bayes, type CountedBayes, countedFrom, likeliest } from './bayes.ts';
import { type LearnSettings, type Lesson, learn } from './learn.ts';
import { unpacked } from './pack.ts';

/** What is learned from, and what it is judged by: sentences whose frames were held out. */
export interface Course {
  lessons: readonly Lesson[];
  heldOut: readonly Lesson[];
  labels: readonly Label[];
  settings: LearnSettings;
}

/** How many sentences natural itself is asked, to be timed and to see that its counts alone answer the same. */
const ASKED_ITSELF = 300;
/** natural's own is 1, which favors labels with few examples when there are many features. */
const SMOOTHINGS = [1, 0.1, 0.01, 0.001, 0.0001];

/** Our logistic regression beside natural's BayesClassifier, taught the same features of the same sentences. Prints a table. */
export function compareLearners(course: Course): void {
  console.table({ 'logistic regression': logistic(course), ...bayes(course) });
}

function logistic({ lessons, heldOut, labels, settings }: Course) {
  const [model, trainedMs] = timed(() => learn(lessons, labels.length, settings));
  const linear = unpacked(model);
  return {
    ...judged({ heldOut, labels }, ({ features }) => {
      return rankedIntents(probabilitiesOf(features, linear), { labels })[0]?.label.intent;
    }),
    'trained in s': seconds(trainedMs),
    'size in MB': megabytes(JSON.stringify(model).length),
  };
}

function bayes({ lessons, heldOut, labels, settings }: Course) {
  const counts = new Map<string, number>();
  for (const { features } of lessons)
    for (const name of features) counts.set(name, (counts.get(name) ?? 0) + 1);
  const isKnown = (name: string) => (counts.get(name) ?? 0) >= settings.leastLessons;
  const [classifier, trainedMs] = timed(() => trainedBayes(lessons, isKnown));
  const asked = heldOut.filter((_, at) => at % Math.ceil(heldOut.length / ASKED_ITSELF) === 0);
  const trained = { 'trained in s': seconds(trainedMs) };
  const intentOf = (label: string) => labels[Number(label)]?.intent;
  const itself = judged({ heldOut: asked, labels }, ({ features }) =>
    intentOf(classifier.classify(features)),
  );
  const rows: Record<string, object> = {
    [`natural's Bayes, asked ${asked.length}`]: {
      ...itself,
      ...trained,
      'size in MB': megabytes(JSON.stringify(classifier).length),
    },
  };
  for (const smoothing of SMOOTHINGS) {
    const counted = countedFrom(classifier, smoothing);
    rows[`its counts, smoothed by ${smoothing}`] = {
      ...judged({ heldOut, labels }, ({ features }) => intentOf(likeliest(features, counted))),
      ...trained,
      'size in MB': megabytes(sizeOf(counted)),
    };
  }
  const alike = countedFrom(classifier, classifier.classifier.smoothing);
  const same = asked.filter(({ features }) => classifier.classify(features) === likeliest(features, alike));
  console.log(`natural itself and its counts: the same answer to ${same.length} of ${asked.length}.`);
  return rows;
}

/** Sentences as lists of features, as the classifier takes them when they are no strings. */
function trainedBayes(lessons: readonly Lesson[], isKnown: (name: string) => boolean): Bayes {
  const require = createRequire(import.meta.url);
  // The single file: the package's root loads databases and prints advertisements.
  const BayesClassifier: new () => Bayes = require('natural/lib/natural/classifiers/bayes_classifier.js');
  const classifier = new BayesClassifier();
  for (const { features, label } of lessons) classifier.addDocument(features.filter(isKnown), String(label));
  const ids = new Map(Object.keys(classifier.features).map((name, at) => [name, at]));
  // Its own looks each of all features up in a list, which takes minutes; what it gives is the same.
  classifier.textToFeatures = (observation) => {
    const found = new Array<number>(ids.size).fill(0);
    for (const name of observation) {
      const id = ids.get(name);
      if (id !== undefined) found[id] = 1;
    }
    return found;
  };
  classifier.train();
  return classifier;
}

function judged(
  { heldOut, labels }: Pick<Course, 'heldOut' | 'labels'>,
  intentOf: (lesson: Lesson) => string | undefined,
) {
  let [right, nothing, taken] = [0, 0, 0];
  const began = performance.now();
  for (const lesson of heldOut) {
    const wanted = labels[lesson.label]?.intent;
    const intent = intentOf(lesson);
    if (intent === wanted) right++;
    if (wanted !== 'out_of_scope') continue;
    nothing++;
    if (intent !== wanted) taken++;
  }
  const ms = (performance.now() - began) / heldOut.length;
  return {
    'intent right, %': percent(right / heldOut.length),
    'out of scope taken for something, %': percent(taken / nothing),
    'ms per answer': Number(ms.toPrecision(2)),
  };
}

/** As it would be kept: names, and a byte for the label and one for the count of each entry, in base64. */
function sizeOf({ entries }: CountedBayes): number {
  let size = 0;
  for (const [name, counts] of entries) size += name.length + 1 + (counts.length * 2 * 4) / 3;
  return size;
}

function timed<Result>(work: () => Result): [result: Result, ms: number] {
  const began = performance.now();
  return [work(), performance.now() - began];
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e4) / 100;
}
