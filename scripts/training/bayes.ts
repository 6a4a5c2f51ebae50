/** What is used of natural's BayesClassifier. */
export interface Bayes {
  features: Readonly<Record<string, number>>;
  classifier: {
    classFeatures: Readonly<Record<string, Readonly<Record<string, number>>>>;
    classTotals: Readonly<Record<string, number>>;
    totalExamples: number;
    smoothing: number;
  };
  addDocument(features: readonly string[], label: string): void;
  textToFeatures(observation: readonly string[]): number[];
  train(): void;
  classify(observation: readonly string[]): string;
}

/** The counts of a Bayes classifier as logarithms, by feature: only what a sentence has needs to be looked at. */
export interface CountedBayes {
  labels: readonly string[];
  /** What a sentence without any known feature scores, by label. */
  prior: Float64Array;
  /** What a feature scores that a label never had. */
  unseen: Float64Array;
  /** How much more each label scores that had the feature. */
  entries: ReadonlyMap<string, readonly { label: number; more: number }[]>;
}

/** `smoothing`: what a feature that a label never had counts; natural's own is 1. */
export function countedFrom({ features, classifier }: Bayes, smoothing: number): CountedBayes {
  const { classFeatures, classTotals, totalExamples } = classifier;
  const labels = Object.keys(classFeatures);
  const entries = new Map(
    Object.keys(features).map((name) => [name, [] as { label: number; more: number }[]]),
  );
  const lists = [...entries.values()];
  for (const [label, name] of labels.entries()) {
    for (const [id, count] of Object.entries(classFeatures[name] ?? {}))
      lists[Number(id)]?.push({
        label,
        more: Math.log((count - classifier.smoothing + smoothing) / smoothing),
      });
  }
  return {
    labels,
    prior: Float64Array.from(labels, (label) => Math.log((classTotals[label] ?? 1) / totalExamples)),
    unseen: Float64Array.from(labels, (label) => Math.log(smoothing / (classTotals[label] ?? 1))),
    entries,
  };
}

export function likeliest(
  features: readonly string[],
  { labels, prior, unseen, entries }: CountedBayes,
): string {
  const scores = Float64Array.from(prior);
  for (const name of features) {
    const found = entries.get(name);
    if (!found) continue;
    for (let label = 0; label < scores.length; label++)
      scores[label] = (scores[label] as number) + (unseen[label] as number);
    for (const { label, more } of found) scores[label] = (scores[label] as number) + more;
  }
  return labels[scores.indexOf(Math.max(...scores))] as string;
}
