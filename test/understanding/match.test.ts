import { expect, test } from 'vitest';
import { compileGrammar } from '#understanding/compile.ts';
import { IDLE } from '#understanding/expectation.ts';
import { isBegun, match } from '#understanding/match.ts';
import { parseGrammar } from '#understanding/parse-grammar.ts';

const SENTENCES = [
  'put (the {color} one; [very] gently; here)',
  'paint {wall} [in] {color} [please]',
  'wait {minutes} minutes',
];
const grammar = compileGrammar(
  parseGrammar([
    {
      file: 'house.yaml',
      text: JSON.stringify({
        language: 'en',
        intents: { A: { data: [{ sentences: SENTENCES }] } },
        lists: {
          color: { values: ['red', { in: '(sky|light) blue', out: 'blue' }] },
          wall: { wildcard: true, words: 3 },
          minutes: { range: { from: 1, to: 90 } },
        },
      }),
    },
  ]),
);

test.each([
  ['put the red one here gently', ['color=red']],
  ['put very gently here the sky blue one', ['color=blue']],
  ['put here the red one', []],
  ['paint the north wall light blue please', ['wall=1-4', 'color=blue']],
  ['paint red in red', ['wall=1-2', 'color=red']],
  ['paint the wall of the house red', []],
  ['wait twenty five minutes', ['minutes=25']],
  ['wait twenty five', []],
])('what is captured of “%s”: %j', (text, captures) => {
  const found = match(text.split(' '), grammar, IDLE)[0]?.captures ?? [];
  expect(found.map(({ slot, value, from, to }) => `${slot}=${value ?? `${from}-${to}`}`)).toEqual(captures);
});

test.each([
  ['put', true],
  ['put gently the sky', true],
  ['put gently the sky red', false],
  ['put the red one here gently', false],
  ['paint the wall', true],
  ['paint the wall red', true],
  ['paint the wall red please', false],
  ['wait', true],
  ['wait for', false],
  ['here', false],
])('whether “%s” could go on: %s', (text, goesOn) => {
  expect(isBegun(text.split(' '), grammar, IDLE)).toBe(goesOn);
});
