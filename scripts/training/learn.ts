import type { PackedModel } from '#understanding/classifier/model-file.ts';
import { seededRandom } from '#understanding/sample.ts';
import { type Settings, trainLogistic } from './logistic.ts';
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
  const random = seededRandom(3);
  return packed(
    trainLogistic(examples, features.length, labelCount, { ...settings, random }),
    features,
    settings.leastWeight,
  );
}
