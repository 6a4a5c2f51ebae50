import { expect, test } from 'vitest';
import { readingsFrom } from '../../../src/recognition/words/readings.ts';
import type { SpokenWord } from '../../../src/recognition/words/spoken-phrases.ts';

const word = (name: string, sure: boolean, ...forms: string[]): SpokenWord => ({
  word: name,
  forms: forms.map((text) => ({ text, sure })),
});
const readings = readingsFrom([
  word('neovim', true, 'neo vim', 'n e o v i m'),
  word('xed', true, 'x e d'),
  word('cleanup', false, 'clean up'),
  word('catalogue', true, 'catalog'),
  word('cattle', true, 'catalog'),
]);

test.each([
  [
    'what only the word can mean is read as it first',
    'install neo vim',
    ['install neovim', 'install neo vim'],
  ],
  ['each time', 'neo vim and neo vim', ['neovim and neovim', 'neo vim and neo vim']],
  ['what has a meaning of its own keeps it first', 'clean up', ['clean up', 'cleanup']],
  ['both at once', 'clean up neo vim', ['clean up neovim', 'clean up neo vim', 'cleanup neovim']],
  ['letters', 'install x e d', ['install xed', 'install x e d']],
  ['letters amid others are being spelled', 'x e d i t', ['x e d i t']],
  ['letters behind others too', 'a x e d', ['a x e d']],
  ['words that are said alike are both read', 'catalog', ['catalogue', 'cattle', 'catalog']],
  ['half a form is none', 'install neo', ['install neo']],
  ['anything else stays', 'list generations', ['list generations']],
  ['nothing stays nothing', '', ['']],
])('%s', (_what, text, expected) => {
  expect(readings(text)).toEqual(expected);
});

test('without lacking words there is one reading', () => {
  expect(readingsFrom([])('neo vim')).toEqual(['neo vim']);
});
