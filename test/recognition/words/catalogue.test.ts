import { expect, test } from 'vitest';
import { bundledPackages } from '../../../src/catalogue/bundled-packages.ts';
import { spokenName } from '../../../src/catalogue/package.ts';
import { plainWords } from '../../../src/recognition/sample-sentences.ts';
import { enTiny } from './en-tiny.ts';

const packages = bundledPackages();

/** Whether a name can be said, and whether it takes a spoken form. */
function howSaid(name: string): 'known' | 'in a form' | 'not' {
  const lacking = plainWords(name).filter((word) => !enTiny.knows(word));
  if (lacking.length === 0) return 'known';
  return lacking.every((word) => enTiny.formsOf(word).length > 0) ? 'in a form' : 'not';
}

test('every package of the catalogue can be said in words of the bundled model', () => {
  const unsayable = packages.filter((found) => howSaid(spokenName(found)) === 'not');
  expect(unsayable.map(({ attribute }) => attribute)).toEqual([]);
});

test('without its spoken names, nearly every package can be said by its attribute', () => {
  const ways = packages.map(({ attribute }) => howSaid(attribute));
  const formless = packages.filter((_, at) => ways[at] === 'not').map(({ attribute }) => attribute);
  const said = ways.filter((way) => way !== 'not').length / packages.length;
  expect(said, formless.join()).toBeGreaterThan(0.99);
});
