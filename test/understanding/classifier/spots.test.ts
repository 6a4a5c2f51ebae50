import { expect, test } from 'vitest';
import { lookedAt } from './looked-at.ts';

/** `kind words` of each spot; an everyday word in brackets. */
function spots(text: string): readonly string[] {
  const { words, spots: found } = lookedAt(text);
  return found.map(({ kind, from, to, isEveryday }) => {
    const said = `${kind} ${words.slice(from, to).join(' ')}`;
    return isEveryday ? `(${said})` : said;
  });
}

test.each([
  ['could firefox be put on here', ['name firefox']],
  ['visual studio code would be nice', ['name visual studio code']],
  ['h t o p please', ['name h t o p']],
  ['hotel tango oscar papa', ['name hotel tango oscar papa']],
  ['back to generation forty one', ['number forty one']],
  ['how things were last tuesday', ['date last tuesday']],
  ['all that is older than thirty days', ['duration thirty days']],
  ['we live in berlin', ['city berlin']],
  ['the time in new york', ['city new york']],
  ['from nginx to postgres', ['name nginx', 'name postgres']],
  ['nothing is in here', []],
])('%s', (text, found) => {
  expect(spots(text)).toEqual(found);
});

test('of two that overlap the longer one is meant', () => {
  expect(spots('without visual studio code')).not.toContain('name code');
  expect(spots('two weeks ago')).toEqual(['date two weeks ago']);
});

test('a program that is called like a word of every day is told apart', () => {
  expect(spots('i want less noise')).toEqual(['(name less)']);
});

test('spots are in their order and never overlap', () => {
  const { spots: found } = lookedAt('firefox and vlc from two weeks ago in berlin on port eighty');
  for (const [at, { from, to }] of found.entries()) {
    expect(from).toBeLessThan(to);
    expect(from).toBeGreaterThanOrEqual(found[at - 1]?.to ?? 0);
  }
  expect(found.length).toBeGreaterThan(4);
});
