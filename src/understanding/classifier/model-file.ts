import type { ConceptPhrase } from './features.ts';
import type { Classifier, Label, LinearModel, Thresholds } from './model.ts';

/** A linear model in small numbers. */
export interface PackedModel {
  bias: readonly number[];
  scale: number;
  /** Numbers of the features, ascending: four bytes each, the lowest first, in base64. */
  hashes: string;
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

/** Bytes of base64; the fastest way is not ours to know. */
export type BytesOf = (base64: string) => Uint8Array;

export function classifierFrom(file: ModelFile, bytesOf: BytesOf): Classifier {
  return {
    ...linearFrom(file, bytesOf),
    labels: file.labels,
    belief: linearFrom(file.belief, bytesOf),
    concepts: conceptsFrom(file.concepts),
    everyday: new Set(file.everyday.split(' ')),
    thresholds: file.thresholds,
  };
}

export function linearFrom(file: PackedModel, bytesOf: BytesOf): LinearModel {
  const hashes = numbersFrom(bytesOf(file.hashes));
  const counts = bytesOf(file.counts);
  const offsets = new Uint32Array(counts.length + 1);
  for (let at = 0; at < counts.length; at++)
    offsets[at + 1] = (offsets[at] as number) + (counts[at] as number);
  return {
    bias: Float32Array.from(file.bias),
    hashes,
    offsets,
    entryLabels: bytesOf(file.entryLabels),
    entryWeights: Int8Array.from(bytesOf(file.entryWeights)),
    scale: file.scale,
  };
}

function numbersFrom(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, at) => view.getUint32(4 * at, true));
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
