import { expect, it } from 'vitest';
import { editDistance } from '#catalogue/edit-distance.ts';
import { numbersFrom } from '../long/random.ts';

it.each([
  ['', '', 0],
  ['', 'ab', 2],
  ['vim', 'vim', 0],
  ['vim', 'vm', 1],
  ['firefxo', 'firefox', 1],
  ['kitten', 'sitting', 3],
  ['ab', 'ba', 1],
])('%j and %j are %i apart', (a, b, distance) => {
  expect(editDistance(a, b, 5)).toBe(distance);
});

it('is what it is without a limit, or one more than the limit', () => {
  const random = numbersFrom(7);
  const text = () =>
    Array.from({ length: Math.floor(random() * 9) }, () => 'abc'[Math.floor(random() * 3)]).join('');
  for (let run = 0; run < 2000; run++) {
    const [a, b] = [text(), text()];
    const whole = editDistance(a, b, 20);
    expect(whole).toBe(slowly(a, b));
    expect(editDistance(b, a, 20)).toBe(whole);
    for (const limit of [0, 1, 2, 3]) expect(editDistance(a, b, limit)).toBe(Math.min(whole, limit + 1));
  }
});

it('compares texts longer than any name', () => {
  expect(editDistance('a'.repeat(500), 'a'.repeat(499), 3)).toBe(1);
});

/** By its definition. */
function slowly(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const known = new Map<string, number>();
  const from = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j;
    const key = `${i} ${j}`;
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    const replaced = from(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
    let least = Math.min(from(i - 1, j) + 1, from(i, j - 1) + 1, replaced);
    if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
      least = Math.min(least, from(i - 2, j - 2) + 1);
    known.set(key, least);
    return least;
  };
  return from(a.length, b.length);
}
