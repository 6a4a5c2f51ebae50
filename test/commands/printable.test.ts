import { expect, test } from 'vitest';
import { printable } from '#commands/printable.ts';

test.each([
  ['plain words, \tand ünïcödé', 'plain words, \tand ünïcödé'],
  ['red \u001b[31m', 'red \\u001b[31m'],
  ['bell \u0007 and \u009b2J', 'bell \\u0007 and \\u009b2J'],
  ['turned \u202etxt', 'turned \\u202etxt'],
])('%j is printed as %j', (line, printed) => {
  expect(printable(line)).toBe(printed);
});

test('JSON reads what was meant', () => {
  const value = { said: 'a\u009b\u202eb\u001b' };
  expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value);
});
