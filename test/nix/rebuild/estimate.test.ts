import { describe, expect, it, test } from 'vitest';
import { type Experience, estimateWork } from '#nix/rebuild/estimate.ts';
import { makespanMs, type Step } from '#nix/rebuild/schedule.ts';
import { usualMs } from '#nix/rebuild/usual-duration.ts';

const steps = (all: Record<string, [ms: number, ...needs: string[]]>): Map<string, Step> =>
  new Map(Object.entries(all).map(([key, [ms, ...needs]]) => [key, { ms, needs }]));

describe('how long steps take together', () => {
  const diamond = steps({ a: [10], b: [20, 'a'], c: [5, 'a'], d: [1, 'b', 'c'] });
  const wide = steps({ a: [10], b: [10], c: [10], d: [10] });
  const cases: readonly (readonly [name: string, steps: Map<string, Step>, workers: number, ms: number])[] = [
    ['nothing', steps({}), 2, 0],
    ['the longest way, when there are enough hands', diamond, 2, 31],
    ['one after the other, when there is one', diamond, 1, 36],
    ['side by side', wide, 2, 20],
    ['more hands than steps', wide, 9, 10],
    ['no hands are one', wide, 0, 40],
    ['what is needed and not to be done is there', steps({ a: [3, 'elsewhere'] }), 1, 3],
    ['what waits for most comes first', steps({ a: [1], b: [1], c: [1], z: [9, 'c'] }), 2, 10],
    ['a circle is left out', steps({ a: [1, 'b'], b: [1, 'a'], c: [4] }), 1, 4],
  ];
  test.each(cases)('%s', (_, all, workers, ms) => {
    expect(makespanMs(all, workers)).toBe(ms);
  });

  it('is found quickly for a whole system', () => {
    const many = Array.from({ length: 4000 }, (_, at): [string, Step] => [
      `${at}`,
      { ms: 1 + (at % 7), needs: at === 3999 ? keysUpTo(3999) : at % 3 ? [`${at - 1}`] : [] },
    ]);
    const start = performance.now();
    expect(makespanMs(new Map(many), 8)).toBeGreaterThan(1000);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

const keysUpTo = (count: number) => Array.from({ length: count }, (_, at) => `${at}`);

test.each([
  ['linux', 1_000_000, Number.POSITIVE_INFINITY],
  ['chromium', 3_600_000, Number.POSITIVE_INFINITY],
  ['firefox-unwrapped', 1_000_000, Number.POSITIVE_INFINITY],
  ['linux-firmware', 0, 120_000],
  ['firefox-wrapper', 0, 10_000],
  ['nixos-system-host', 0, 2000],
  ['unit-sshd.service', 0, 2000],
  ['hello', 10_000, 120_000],
])('%s takes as long as such things do', (name, least, most) => {
  expect(usualMs(name)).toBeGreaterThanOrEqual(least);
  expect(usualMs(name)).toBeLessThanOrEqual(most);
});

describe('an estimate', () => {
  const drv = (name: string) => `/nix/store/ngmv3lh38pa7v4cm38ikbk5va3bmp783-${name}.drv`;
  const knows = (ms: Record<string, number>, bytesPerSecond?: number): Experience => ({
    buildMs: (name) => ms[name],
    bytesPerSecond,
  });
  const work = {
    builds: new Map([
      [drv('slow-1.0'), []],
      [drv('slower-2.1'), [drv('slow-1.0')]],
    ]),
    downloadBytes: 10_000_000,
    jobs: 2,
    afterMs: 500,
  };

  it('is sure of what was seen before', () => {
    const known = knows({ slow: 2000, slower: 3000 }, 5_000_000);
    const { ms, sure, downloadMs, buildMs } = estimateWork(work, known);
    expect({ ms, sure, downloadMs }).toEqual({ ms: 2000 + 5000 + 500, sure: true, downloadMs: 2000 });
    expect([...buildMs]).toEqual([
      [drv('slow-1.0'), 2000],
      [drv('slower-2.1'), 3000],
    ]);
  });

  it('is not sure of what is new, however little is known', () => {
    expect(estimateWork(work, knows({ slow: 2000 }, 5_000_000)).sure).toBe(false);
    expect(estimateWork(work, knows({ slow: 2000, slower: 3000 })).sure).toBe(false);
    expect(estimateWork(work, knows({})).ms).toBeGreaterThan(60_000);
  });

  it('of nothing to do is what comes after, for sure', () => {
    const none = { builds: new Map(), downloadBytes: 0, jobs: 1, afterMs: 700 };
    expect(estimateWork(none, knows({}))).toMatchObject({ ms: 700, sure: true });
  });
});
