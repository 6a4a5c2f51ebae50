import { expect, test } from 'vitest';
import { compileGrammar, sentenceOutlines } from '#understanding/compile.ts';
import { parseGrammar } from '#understanding/parse-grammar.ts';

const SENTENCES = [
  'open [the] (door|window)',
  'open {thing} now',
  'open it [a bit] and [then] close it',
  '[please] {thing} please',
  '<greeting> you',
];
const grammar = parseGrammar([
  {
    file: 'house.yaml',
    text: JSON.stringify({
      language: 'en',
      intents: { A: { data: [{ sentences: SENTENCES }] } },
      expansion_rules: { greeting: '(hey|oh [hey])' },
      lists: { thing: { wildcard: true, words: 2 } },
    }),
  },
]);
const kept = { ...grammar, outlines: structuredClone(sentenceOutlines(grammar)) };

test.each([
  ['open the door', [0]],
  ['open the blue door', []],
  ['open it now', [1]],
  ['open up the door now', []],
  ['open it and close it', [2]],
  ['open it close it and', []],
  ['open the window please', [3]],
  ['please please', [3]],
  ['oh you', [4]],
  ['oh hey you', [4]],
  ['you hey', []],
  ['nothing of this', []],
  ['', []],
])('“%s” can only be %j', (text, places) => {
  const words = text.split(' ').filter(Boolean);
  expect(compileGrammar(grammar).index.possible(words)).toEqual(places);
  expect(compileGrammar(kept).index.possible(words)).toEqual(places);
});

test('sentences are found by their first word, in their order', () => {
  const { index } = compileGrammar(kept);
  expect(index.begunBy('open')).toEqual([0, 1, 2]);
  expect(index.begunBy('hey')).toEqual([4]);
  expect(index.begunBy('door')).toEqual([]);
});
