import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundledOptions, bundledServices } from '#catalogue/bundled-settings.ts';
import { pathsFrom } from '#config/paths.ts';

const known = new Set(
  readFileSync(join(pathsFrom({}).bundledModel, 'graph', 'words.txt'), 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[0] as string),
);
const isSayable = (name: string) => name.split(' ').every((word) => known.has(word));

describe.each([
  ['service', bundledServices().map(({ unit, spoken }) => ({ name: unit, spoken }))],
  ['option', bundledOptions().map(({ path, spoken }) => ({ name: path, spoken }))],
])('every %s', (_kind, all) => {
  test('has a name that the bundled model knows', () => {
    expect(all.filter(({ spoken }) => !spoken.some(isSayable)).map(({ name }) => name)).toEqual([]);
  });

  test('has names of its own', () => {
    const names = all.flatMap(({ spoken }) => spoken);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

test('every option can be said in two ways that the bundled model knows', () => {
  const few = bundledOptions().filter(({ spoken }) => spoken.filter(isSayable).length < 2);
  expect(few.map(({ path }) => path)).toEqual([]);
});
