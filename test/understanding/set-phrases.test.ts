import { expect, test } from 'vitest';
import { phrasesAt, phrasesBefore, setPhrases } from '#understanding/set-phrases.ts';

const phrases = setPhrases('no|no wait|wait no|scratch that');

test.each([
  ['nano no wait vim', 1, ['no wait', 'no']],
  ['nano wait vim', 1, []],
  ['scratch', 0, []],
])('what begins in "%s" at %i, the longest first', (text, at, found) => {
  expect(phrasesAt(phrases, text.split(' '), at).map((phrase) => phrase.join(' '))).toEqual(found);
});

test.each([
  ['nano wait no vim', 3, ['wait no', 'no']],
  ['no vim', 1, ['no']],
  ['that vim', 1, []],
])('what ends in "%s" before %i, the longest first', (text, at, found) => {
  expect(phrasesBefore(phrases, text.split(' '), at).map((phrase) => phrase.join(' '))).toEqual(found);
});
