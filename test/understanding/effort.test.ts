import { expect, test } from 'vitest';
import { effortOf } from '#understanding/effort.ts';

test('what is within the effort is looked at, and once it is spent nothing more', () => {
  const effort = effortOf(10);
  expect([effort.spend(6), effort.spend(4), effort.isSpent()]).toEqual([true, true, false]);
  expect([effort.spend(1), effort.isSpent(), effort.spend(0)]).toEqual([false, true, false]);
});
