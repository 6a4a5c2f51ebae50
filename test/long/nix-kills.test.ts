import { expect, test } from 'vitest';
import { type KillBed, killBed, type Victim } from '../nix/local/kill-bed.ts';
import { KINDS, type Kind } from '../nix/local/kill-choice.ts';
import type { KillEnd } from '../nix/local/kill-round.ts';
import { killSeries } from '../nix/local/kill-series.ts';
import { numbersFrom } from './random.ts';

const AS_ROOT: readonly Victim[] = ['process', 'process', 'process', 'group', 'group', 'all'];
const BY_HELPER: readonly Victim[] = ['process', 'helper', 'both'];
const GOES_ON_EVERY = 6;

interface Row {
  what: string;
  open: () => Promise<KillBed>;
  kinds: readonly Kind[];
  victims: readonly Victim[];
  rounds: number;
  seed: number;
}

/** A system of a few dozen rounds stays small. */
const ROWS: readonly Row[] = [
  ...[1, 2, 3, 4].map((seed) => ({
    what: `changes of every kind, ${seed}`,
    open: () => killBed(),
    ...{ kinds: KINDS, victims: AS_ROOT, rounds: 48, seed },
  })),
  {
    what: 'updates of channels, and what comes after',
    open: () => killBed({ inputs: 'channel' }),
    ...{ kinds: ['update', 'undo', 'update', 'install'], victims: AS_ROOT, rounds: 32, seed: 5 },
  },
  {
    what: 'updates and changes of a flake',
    open: () => killBed({ inputs: 'flake' }),
    ...{ kinds: ['update', 'install', 'undo', 'compound'], victims: AS_ROOT, rounds: 28, seed: 6 },
  },
  {
    what: 'changes by the root helper, which is killed, or who waits for it, or both',
    open: () => killBed({ byHelper: true }),
    ...{ kinds: KINDS, victims: BY_HELPER, rounds: 60, seed: 7 },
  },
];

test.for(ROWS)('$rounds kills within $what leave all whole and told', async (row) => {
  const { open, seed, ...series } = row;
  await using bed = await open();
  const ends = await killSeries(bed, { ...series, goesOnEvery: GOES_ON_EVERY }, numbersFrom(seed));
  const seen = [...ends.keys()];
  const expected: readonly KillEnd[] = ['put back', 'kept'];
  expect(seen).toEqual(expect.arrayContaining([...expected]));
});
