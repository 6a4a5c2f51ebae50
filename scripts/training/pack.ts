import type { PackedModel } from '#understanding/classifier/model-file.ts';
import type { Weights } from './logistic.ts';

const MOST = 127;

/** A linear model in small numbers: weights in 127 steps, those of fewer than `least` steps left out. */
export function packed(
  { weights, bias }: Weights,
  features: readonly string[],
  least: number,
): PackedModel {
  const labelCount = bias.length;
  const scale = quantile(weights, 0.9999) / MOST;
  const names: string[] = [];
  const counts: number[] = [];
  const entryLabels: number[] = [];
  const entryWeights: number[] = [];
  features.forEach((name, feature) => {
    const before = entryLabels.length;
    for (let label = 0; label < labelCount; label++) {
      const weight = Math.round((weights[feature * labelCount + label] as number) / scale);
      if (Math.abs(weight) < least) continue;
      entryLabels.push(label);
      entryWeights.push(Math.max(-MOST, Math.min(MOST, weight)) & 255);
    }
    if (entryLabels.length === before) return;
    names.push(name);
    counts.push(entryLabels.length - before);
  });
  return {
    bias: [...bias].map((value) => Math.round(value * 1e4) / 1e4),
    scale: Number(scale.toPrecision(8)),
    features: names.join('\n'),
    counts: base64(counts),
    entryLabels: base64(entryLabels),
    entryWeights: base64(entryWeights),
  };
}

function quantile(weights: Float32Array, share: number): number {
  const sizes = weights.map(Math.abs).toSorted();
  return sizes[Math.floor(share * (sizes.length - 1))] as number;
}

function base64(bytes: readonly number[]): string {
  return Buffer.from(Uint8Array.from(bytes)).toString('base64');
}
