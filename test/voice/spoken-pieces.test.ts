import { expect, test } from 'vitest';
import { spokenPieces } from '#voice/spoken-pieces.ts';

test.each([
  ['', []],
  ['Done.', ['Done.']],
  ['Done. You are on generation 41. Say undo.', ['Done.', 'You are on generation 41. Say undo.']],
  ['Version 24.05 is here', ['Version 24.05 is here']],
  ['What? Yes! Go', ['What?', 'Yes! Go']],
])('%j is said in the pieces %j', (text, pieces) => {
  expect(spokenPieces(text)).toEqual(pieces);
});

test('long text is said in pieces of a few sentences, nothing lost', () => {
  const text = Array.from({ length: 40 }, (_, at) => `This is sentence number ${at}.`).join(' ');
  const pieces = spokenPieces(text);
  expect(pieces.join(' ')).toBe(text);
  expect(pieces[0]).toBe('This is sentence number 0.');
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(300);
});
