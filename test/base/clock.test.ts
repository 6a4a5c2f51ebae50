import { expect, test } from 'vitest';
import { neverBack, systemClock } from '#base/clock.ts';

test('a wall clock that is set back does not take time back, and is followed again when it has caught up', () => {
  let wall = 1_000_000;
  let elapsed = 0;
  const now = neverBack(
    () => wall,
    () => elapsed,
  );
  const pass = (ms: number) => {
    wall += ms;
    elapsed += ms;
    return now();
  };
  expect(pass(500)).toBe(1_000_500);
  wall -= 3_600_000;
  expect(pass(500)).toBe(1_001_000);
  expect(pass(30_000)).toBe(1_031_000);
  wall += 3_700_000;
  expect(pass(0)).toBe(wall);
});

test('the system clock tells wall time', () => {
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
});
