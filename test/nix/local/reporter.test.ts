import { expect, it } from 'vitest';
import type { Clock } from '#base/clock.ts';
import type { Answer, Progress } from '#nix/answer.ts';
import { beginProgress, foldProgress } from '#nix/rebuild/progress.ts';
import { type Reporter, reported } from '#nix/systems/local/reporter.ts';

const BUILD = '/nix/store/ngmv3lh38pa7v4cm38ikbk5va3bmp783-slow-1.0.drv';
const EXPECTED = {
  ...{ ms: 20_000, sure: true, downloadMs: 0, downloadBytes: 0, afterMs: 1000 },
  buildMs: new Map([[BUILD, 19_000]]),
};

const STARTED = { type: 'start', id: 1n, parent: 0n, activity: 'build', level: 3, text: '' } as const;

/** Time that passes by itself, a tick at every turn of the machine. */
function hurrying(): Clock {
  let now = 0;
  return {
    now: () => now,
    async sleep(ms) {
      await new Promise(setImmediate);
      now += ms;
    },
    hold: () => ({ [Symbol.dispose]() {} }),
    waitFor: (promise) => promise,
  };
}

it.each([BUILD, BUILD.replace('slow-1.0', 'unforeseen-1.0')])('says that a build is late: %s', (build) => {
  const expected = { ...EXPECTED, ms: 2000 };
  const begun = beginProgress('building', expected, 0);
  const running = foldProgress(begun, { ...STARTED, fields: [build] }, 0, expected);
  expect(foldProgress(running, undefined, 7_000, expected).progress.isLate).toBeUndefined();
  expect(foldProgress(running, undefined, 40_000, expected).progress.isLate).toBe(true);
});

it('tells how far a silent build is, and that it takes longer than it should', async () => {
  const clock = hurrying();
  const answer: Answer = { type: 'cancelled', restored: true };
  const work = async (report: Reporter) => {
    report.record({ ...STARTED, fields: [BUILD] });
    while (clock.now() < 60_000) await new Promise(setImmediate);
    return answer;
  };
  const told: (Progress | Answer)[] = [];
  for await (const news of reported(work, 'evaluating', EXPECTED, clock)) told.push(news);
  expect(told.pop()).toBe(answer);
  const progress = told.filter((one) => one.type === 'progress');
  const remaining = progress.map(({ remainingMs }) => remainingMs);
  expect(remaining).toEqual(remaining.toSorted((one, other) => other - one));
  expect(new Set(remaining).size).toBeGreaterThan(8);
  expect(progress.find(({ remainingMs }) => remainingMs < 11_000)?.isLate).toBeUndefined();
  expect(progress.at(-1)).toMatchObject({ phase: 'building', current: 'slow', isLate: true });
});
