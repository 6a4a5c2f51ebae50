import { expect, test } from 'vitest';
import { commandPhrases, expectedPhrases } from '../../src/recognition/phrases.ts';
import { IDLE } from '../../src/understanding/expectation.ts';
import { parseGrammar } from '../../src/understanding/parse-grammar.ts';

const GRAMMAR = parseGrammar([
  {
    file: 'test.yaml',
    text: `
language: en
intents:
  install_package: {data: [{sentences: ["(install|get [me]) {package}", "{package} please"]}]}
  search_packages: {data: [{sentences: ["find {query}"]}]}
  rollback: {data: [{sentences: ["roll back to generation {number}"]}]}
  affirm: {data: [{sentences: ["indeed"], requires_context: {state: confirming}}]}
lists:
  package: {wildcard: true, resolve: packages}
  query: {wildcard: true, resolve: query}
  number: {range: {from: 1, to: 99}}
`,
  },
]);
const NAMES = { packages: ['firefox', 'visual studio code'], topics: ['text editor'] };
const commands = commandPhrases(GRAMMAR, NAMES);
const inState = (state: 'idle' | 'confirming' | 'spelling' | 'clarifying', spoken: string[] = []) =>
  expectedPhrases(commands, GRAMMAR, NAMES, {
    state,
    candidates: spoken.map((name) => ({ value: name, spoken: name })),
    pending: [],
  });

test.each([
  'install firefox',
  'remove visual studio code',
  'find text editor',
  'generation forty two',
  'generation nine hundred and forty',
  'hey nix',
])('"%s" is expected while nothing is asked', (phrase) => {
  expect(commands).toContain(phrase);
});

test('all phrases are lower-case words, numbers too', () => {
  for (const state of ['idle', 'confirming', 'spelling'] as const) {
    for (const phrase of inState(state)) expect(phrase).toMatch(/^[a-z']+( [a-z']+)*$/);
  }
});

test('what is asked adds phrases and never removes the commands', () => {
  for (const state of ['confirming', 'clarifying', 'spelling'] as const) {
    expect(new Set(inState(state)).isSupersetOf(new Set(commands))).toBe(true);
  }
});

test('answers and what sounds like them come with a question, in equal weight', () => {
  const count = (wanted: string) => inState('confirming').filter((phrase) => phrase === wanted).length;
  expect(count('indeed')).toBeGreaterThan(0);
  expect(count('yes')).toBeGreaterThan(5);
  expect(count('guess')).toBe(count('yes'));
  expect(inState('idle')).not.toContain('indeed');
});

test('candidates can be named or pointed at', () => {
  const phrases = inState('clarifying', ['gnome maps']);
  expect(phrases).toContain('gnome maps');
  expect(phrases).toContain('the second one');
});

test('letters in any order while somebody spells', () => {
  const pairs = new Set(inState('spelling').flatMap((phrase) => phrase.match(/\b[a-z] (?=[a-z]\b)/g) ?? []));
  expect(pairs.size).toBe(26);
});

test('no sentence begins with a name: names would drown short words', () => {
  expect(commands.filter((phrase) => phrase.startsWith('firefox'))).toEqual([]);
});

test('they are the same each time', () => {
  expect(commandPhrases(GRAMMAR, NAMES)).toEqual(commands);
  expect(expectedPhrases(commands, GRAMMAR, NAMES, IDLE)).toEqual(commands);
});
