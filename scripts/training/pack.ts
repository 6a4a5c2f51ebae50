import { hashOfFeature } from '#understanding/classifier/feature-hash.ts';
import type { LinearModel } from '#understanding/classifier/model.ts';
import { linearFrom, type PackedModel } from '#understanding/classifier/model-file.ts';
import type { Weights } from './logistic.ts';

const MOST = 127;

/** A linear model in small numbers: weights in 127 steps, those of fewer than `least` steps left out. */
export function packed({ weights, bias }: Weights, features: readonly string[], least: number): PackedModel {
  const labelCount = bias.length;
  const scale = quantile(weights, 0.9999) / MOST;
  const order = features
    .map((name, feature) => ({ feature, hash: hashOfFeature(name) }))
    .toSorted((a, b) => a.hash - b.hash);
  const hashes: number[] = [];
  const counts: number[] = [];
  const entryLabels: number[] = [];
  const entryWeights: number[] = [];
  for (const { feature, hash } of order) {
    const before = entryLabels.length;
    for (let label = 0; label < labelCount; label++) {
      const weight = Math.round((weights[feature * labelCount + label] as number) / scale);
      if (Math.abs(weight) < least) continue;
      entryLabels.push(label);
      entryWeights.push(Math.max(-MOST, Math.min(MOST, weight)) & 255);
    }
    if (entryLabels.length === before) continue;
    hashes.push(hash);
    counts.push(entryLabels.length - before);
  }
  return {
    bias: [...bias].map((value) => Math.round(value * 1e4) / 1e4),
    scale: Number(scale.toPrecision(8)),
    hashes: base64(
      hashes.flatMap((hash) => [hash, hash >>> 8, hash >>> 16, hash >>> 24].map((byte) => byte & 255)),
    ),
    counts: base64(counts),
    entryLabels: base64(entryLabels),
    entryWeights: base64(entryWeights),
  };
}

/** What was packed, ready to be asked. */
export function unpacked(model: PackedModel): LinearModel {
  return linearFrom(model, (text) => Buffer.from(text, 'base64'));
}

function quantile(weights: Float32Array, share: number): number {
  const sizes = weights.map(Math.abs).toSorted();
  return sizes[Math.floor(share * (sizes.length - 1))] as number;
}

function base64(bytes: readonly number[]): string {
  return Buffer.from(Uint8Array.from(bytes)).toString('base64');
}
