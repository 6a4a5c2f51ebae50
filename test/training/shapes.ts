import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import { nameFinder } from '#understanding/classifier/names.ts';
import { everydayWords } from '../../scripts/training/everyday.ts';
import { readFrames } from '../../scripts/training/frames.ts';
import { shapeOf } from '../../scripts/training/shape.ts';

const ROOT = join(import.meta.dirname, '../..');
const ENGLISH = join(ROOT, 'grammars/en');

export const catalogue = bundledCatalogue();
const findNames = nameFinder(catalogue);
export const frames = readFrames(join(ENGLISH, 'examples'));
export const everyday = everydayWords(frames, readFileSync(join(ENGLISH, 'plain-names.txt'), 'utf8'));

const known = new Map<string, string>();

/** The shape of a text as the examples' words of every day have it. */
export function shape(text: string): string {
  const shaped = known.get(text) ?? shapeOf(text, findNames, everyday);
  known.set(text, shaped);
  return shaped;
}

interface Measured {
  text?: string;
  turns?: readonly { user?: string | null }[];
}

/** What people say in a file of test/measure. */
export function measuredTexts(file: string): readonly string[] {
  const lines = readFileSync(join(ROOT, 'test/measure', file), 'utf8')
    .trim()
    .split('\n');
  return lines
    .map((line) => JSON.parse(line) as Measured)
    .flatMap(({ text, turns }) => [text, ...(turns ?? []).map(({ user }) => user)])
    .filter((text) => typeof text === 'string');
}
