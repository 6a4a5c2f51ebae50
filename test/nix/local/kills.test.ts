import { afterAll, beforeAll, expect, test } from 'vitest';
import { numbersFrom } from '../../long/random.ts';
import { type KillBed, killBed } from './kill-bed.ts';
import { KINDS } from './kill-choice.ts';
import { killSeries } from './kill-series.ts';

let bed: KillBed;

beforeAll(async () => {
  bed = await killBed();
});
afterAll(() => bed[Symbol.asyncDispose]());

/** About when an installation has said what; moments that are later than a change lasts leave it alone. */
const AT_MS = [200, 350, 700, 1600];

test('killed in the middle of a change of each kind, all is whole, and the next start says what became of it', {
  timeout: 120_000,
}, async () => {
  const series = { kinds: KINDS, rounds: KINDS.length, goesOnEvery: KINDS.length, atMs: AT_MS };
  const ends = await killSeries(bed, { ...series, victims: ['process', 'group'] }, numbersFrom(7));
  expect([...ends.values()].reduce((sum, count) => sum + count)).toBe(KINDS.length);
});
