import type { ConceptPhrase } from './features.ts';
import type { Classifier, Label, LinearModel, Thresholds } from './model.ts';

/** A linear model in small numbers. */
export interface PackedModel {
  bias: readonly number[];
  scale: number;
  /** Names of the features, one a line. */
  features: string;
  /** How many entries each feature has: one byte each, in base64. */
  counts: string;
  /** Labels and weights of all entries: one byte each, in base64. */
  entryLabels: string;
  entryWeights: string;
}

/** `models/intents.json` as `npm run train` writes it. */
export interface ModelFile extends PackedModel {
  labels: readonly Label[];
  belief: PackedModel;
  /** `phrase of stems=concept`, one a line. */
  concepts: string;
  everyday: string;
  thresholds: Thresholds;
}

export function classifierFrom(file: ModelFile): Classifier {
  return {
    ...linearFrom(file),
    labels: file.labels,
    belief: linearFrom(file.belief),
    concepts: conceptsFrom(file.concepts),
    everyday: new Set(file.everyday.split(' ')),
    thresholds: file.thresholds,
  };
}

export function linearFrom(file: PackedModel): LinearModel {
  const names = file.features.split('\n');
  const counts = bytesFrom(file.counts);
  const offsets = new Uint32Array(names.length + 1);
  for (let at = 0; at < names.length; at++)
    offsets[at + 1] = (offsets[at] as number) + (counts[at] as number);
  return {
    bias: Float32Array.from(file.bias),
    ids: new Map(names.map((name, at) => [name, at])),
    offsets,
    entryLabels: bytesFrom(file.entryLabels),
    entryWeights: new Int8Array(bytesFrom(file.entryWeights).buffer),
    scale: file.scale,
  };
}

function conceptsFrom(lines: string): Classifier['concepts'] {
  const byFirst = new Map<string, ConceptPhrase[]>();
  for (const line of lines.split('\n')) {
    const [phrase = '', concept = ''] = line.split('=');
    const words = phrase.split(' ');
    const first = words[0] as string;
    const same = byFirst.get(first);
    if (same) same.push({ words, concept });
    else byFirst.set(first, [{ words, concept }]);
  }
  return byFirst;
}

function bytesFrom(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
