import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pathsFrom } from '#config/paths.ts';
import { probabilitiesOf, rankedIntents } from '#understanding/classifier/model.ts';
import type { ModelFile } from '#understanding/classifier/model-file.ts';
import { INTENTS } from '#understanding/intent.ts';
import { learn } from '../../../scripts/training/learn.ts';
import { unpacked } from '../../../scripts/training/pack.ts';
import { classifier } from './looked-at.ts';

const file: ModelFile = JSON.parse(readFileSync(pathsFrom({}).classifier, 'utf8'));

test('its labels are intents that there are, each once', () => {
  const names = classifier.labels.map(({ intent, slots }) => `${intent} ${JSON.stringify(slots)}`);
  expect(classifier.labels.filter(({ intent }) => !(intent in INTENTS))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  expect(classifier.bias.length).toBe(classifier.labels.length);
});

test('it is whole: every entry has a label, every feature its entries', () => {
  for (const [model, labelCount] of [
    [unpacked(file), file.labels.length],
    [classifier.belief, 2],
  ] as const) {
    expect(model.entryLabels.length).toBe(model.entryWeights.length);
    expect(model.offsets.at(-1)).toBe(model.entryLabels.length);
    expect(Math.max(...model.entryLabels.slice(0, 10_000))).toBeLessThan(labelCount);
    expect(model.offsets.length).toBe(model.hashes.length + 1);
  }
});

test('what can be undone needs no more belief than what cannot; a change is hardly ever unwanted', () => {
  const { look, change, risky, irreversible, dialogue } = classifier.thresholds;
  const beliefs = [look, change, risky, irreversible].map(({ belief }) => belief);
  expect(beliefs).toEqual(beliefs.toSorted((a, b) => a - b));
  for (const { unwanted } of [change, risky, irreversible]) {
    expect(unwanted).toBeGreaterThan(0);
    expect(unwanted).toBeLessThanOrEqual(0.15);
  }
  expect(look.belief).toBeGreaterThan(0.4);
  expect(dialogue.belief).toBeGreaterThanOrEqual(0.5);
});

test('probabilities are of all labels and sum up to one, whatever is seen', () => {
  for (const features of [[], ['nothing that anybody taught'], ['install', '%install', 'sign negated']]) {
    const probabilities = probabilitiesOf(features, classifier);
    expect(probabilities.length).toBe(classifier.labels.length);
    expect(probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
  }
});

test('kinds of one intent count together, and the likeliest names it', () => {
  const labels = [
    { intent: 'rebuild', slots: { action: 'boot' } },
    { intent: 'rebuild', slots: { action: 'switch' } },
    { intent: 'status', slots: {} },
  ];
  const [first, second] = rankedIntents(Float64Array.of(0.25, 0.35, 0.4), { labels });
  expect(first?.label).toEqual({ intent: 'rebuild', slots: { action: 'switch' } });
  expect(first?.probability).toBeCloseTo(0.6);
  expect(second?.label.intent).toBe('status');
});

test('learning the same twice gives the same, and gives back what was taught', () => {
  const words = ['install', 'add', 'remove', 'drop', 'this', 'that', 'now', 'here'];
  const lessons = Array.from({ length: 120 }, (_, at) => {
    const label = at % 2;
    return {
      features: [words[label * 2 + (at % 3 === 0 ? 1 : 0)], words[4 + (at % 4)]] as string[],
      label,
      weight: 1,
    };
  });
  const settings = {
    epochs: 8,
    rate: 0.3,
    decay: 1e-5,
    dropout: 0.1,
    leastLessons: 2,
    leastWeight: 1,
    rounds: 1,
  };
  const learned = learn(lessons, 2, settings);
  expect(learn(lessons, 2, settings)).toEqual(learned);
  const model = unpacked(learned);
  const wrong = lessons.filter(
    ({ features, label }) => (probabilitiesOf(features, model)[label] as number) < 0.5,
  );
  expect(wrong).toEqual([]);
});
