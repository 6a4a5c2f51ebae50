import type { PackedModel } from '#understanding/classifier/model-file.ts';
import { seededRandom } from '#understanding/sample.ts';
import { type Settings, trainLogistic, type Weights } from './logistic.ts';
import { packed } from './pack.ts';

/** Something to learn: what is seen, which label it has, how much it counts. */
export interface Lesson {
  features: readonly string[];
  label: number;
  weight: number;
}

export interface LearnSettings extends Omit<Settings, 'random'> {
  /** A feature that fewer lessons have tells nothing. */
  leastLessons: number;
  /** Weights of fewer steps than this, of 127, are left out. */
  leastWeight: number;
  /** How often it is learned anew; the mean is kept. */
  rounds: number;
}

/** A linear model of the lessons; the same lessons give the same model. */
export function learn(lessons: readonly Lesson[], labelCount: number, settings: LearnSettings): PackedModel {
  const counts = new Map<string, number>();
  for (const { features } of lessons)
    for (const name of features) counts.set(name, (counts.get(name) ?? 0) + 1);
  const features = [...counts].filter(([, count]) => count >= settings.leastLessons).map(([name]) => name);
  const ids = new Map(features.map((name, at) => [name, at]));
  const examples = lessons.map((lesson) => ({
    features: Uint32Array.from(lesson.features.map((name) => ids.get(name)).filter((id) => id !== undefined)),
    label: lesson.label,
    weight: lesson.weight,
  }));
  const rounds = Array.from({ length: settings.rounds }, (_, round) =>
    trainLogistic(examples, features.length, labelCount, { ...settings, random: seededRandom(3 + round) }),
  );
  return packed(averaged(rounds), features, settings.leastWeight);
}

/** What several rounds agree on: the order of the lessons and what was left out in each weigh less. */
function averaged(rounds: readonly Weights[]): Weights {
  const mean = (of: (round: Weights) => Float32Array) =>
    Float32Array.from(
      of(rounds[0] as Weights),
      (_, at) => rounds.reduce((sum, round) => sum + (of(round)[at] as number), 0) / rounds.length,
    );
  return { weights: mean(({ weights }) => weights), bias: mean(({ bias }) => bias) };
}
