import { expect, test } from 'vitest';
import { spokenPhrases } from '../../../src/recognition/words/spoken-phrases.ts';

const FORMS: Readonly<Record<string, readonly string[]>> = {
  neovim: ['neo vim', 'n e o v i m'],
  xed: ['x e d'],
  cleanup: ['clean up'],
  startup: ['start up'],
};
const known = new Set('install remove start clean up it neo vim n e o v i m x d now'.split(' '));
const said = (...phrases: string[]) =>
  spokenPhrases(
    phrases,
    (word) => known.has(word),
    (word) => FORMS[word] ?? [],
  );

test('known words stay as they are', () => {
  const phrases = ['install vim', 'start it'];
  expect(said(...phrases)).toEqual({ phrases, lacking: [], words: [] });
});

test('a word that the model lacks is expected in each of its forms', () => {
  expect(said('install neovim').phrases).toEqual(['install neo vim', 'install n e o v i m']);
});

test('two of them are not said in all ways at once', () => {
  expect(said('neovim xed').phrases).toEqual(['neo vim x e d', 'n e o v i m x e d']);
});

test('a phrase with a word that cannot be said is left out, and told', () => {
  const { phrases, lacking } = said('install gnucash', 'install it', '');
  expect(phrases).toEqual(['install it']);
  expect(lacking).toEqual(['install gnucash', '']);
});

test('a form that is a whole phrase is refused, so that it never turns one sentence into another', () => {
  const { phrases, words } = said('clean up', 'cleanup now');
  expect(phrases).toEqual(['clean up']);
  expect(words).toEqual([{ word: 'cleanup', forms: [] }]);
});

test('a form within a phrase is no sure sign of the word', () => {
  const { words } = said('clean up now', 'cleanup', 'startup');
  expect(words).toEqual([
    { word: 'cleanup', forms: [{ text: 'clean up', sure: false }] },
    { word: 'startup', forms: [{ text: 'start up', sure: true }] },
  ]);
});
