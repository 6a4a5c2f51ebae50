/** One example: which features it has, by their numbers, and which label. */
export interface Example {
  features: Uint32Array;
  label: number;
  weight: number;
}

export interface Weights {
  /** One row of `labels` weights per feature. */
  weights: Float32Array;
  bias: Float32Array;
}

export interface Settings {
  epochs: number;
  rate: number;
  /** Pulls weights to zero. */
  decay: number;
  /** How often a feature is left out while learning, so that none is relied on alone. */
  dropout: number;
  random: () => number;
}

/** Multinomial logistic regression by stochastic descent with a step for each weight (Adagrad). Deterministic. */
export function trainLogistic(
  examples: readonly Example[],
  featureCount: number,
  labelCount: number,
  { epochs, rate, decay, dropout, random }: Settings,
): Weights {
  const weights = new Float32Array(featureCount * labelCount);
  const squares = new Float32Array(featureCount * labelCount).fill(1e-6);
  const bias = new Float32Array(labelCount);
  const biasSquares = new Float32Array(labelCount).fill(1e-6);
  const order = examples.map((_, at) => at);
  const scores = new Float64Array(labelCount);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const at of order) {
      const { features, label, weight } = examples[at] as Example;
      const kept = features.filter(() => random() >= dropout);
      if (kept.length === 0) continue;
      const scale = 1 / Math.sqrt(kept.length);
      probabilities(kept, weights, bias, scale, scores);
      for (let other = 0; other < labelCount; other++) {
        const gradient = ((scores[other] as number) - (other === label ? 1 : 0)) * weight;
        if (Math.abs(gradient) < 1e-4) continue;
        biasSquares[other] = (biasSquares[other] as number) + gradient * gradient;
        bias[other] = (bias[other] as number) - (rate * gradient) / Math.sqrt(biasSquares[other] as number);
        for (const feature of kept) {
          const index = feature * labelCount + other;
          const slope = gradient * scale + decay * (weights[index] as number);
          squares[index] = (squares[index] as number) + slope * slope;
          weights[index] = (weights[index] as number) - (rate * slope) / Math.sqrt(squares[index] as number);
        }
      }
    }
  }
  return { weights, bias };
}

/** Writes the probability of each label into `scores`. */
function probabilities(
  features: Uint32Array,
  weights: Float32Array,
  bias: Float32Array,
  scale: number,
  scores: Float64Array,
): void {
  const labelCount = bias.length;
  for (let label = 0; label < labelCount; label++) scores[label] = bias[label] as number;
  for (const feature of features) {
    const row = feature * labelCount;
    for (let label = 0; label < labelCount; label++)
      scores[label] = (scores[label] as number) + scale * (weights[row + label] as number);
  }
  const most = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let label = 0; label < labelCount; label++) {
    scores[label] = Math.exp((scores[label] as number) - most);
    sum += scores[label] as number;
  }
  for (let label = 0; label < labelCount; label++) scores[label] = (scores[label] as number) / sum;
}

function shuffle(items: number[], random: () => number): void {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [items[at], items[other]] = [items[other] as number, items[at] as number];
  }
}
