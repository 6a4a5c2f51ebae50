import { expect, test } from 'vitest';
import { bundledCatalogue } from '#catalogue/bundled-catalogue.ts';
import { type OwnName, plainName, withOwnNames } from '#catalogue/own-names.ts';
import { spokenNames } from '#catalogue/spoken-names.ts';

const bundled = bundledCatalogue();
const own = (kind: OwnName['kind'], name: string, spoken: string): OwnName => ({ kind, name, spoken });
const mine = withOwnNames(bundled, [
  own('package', 'firefox', 'the fox'),
  own('package', 'firefox', 'my browser'),
  own('package', 'neovim', 'vim'),
  own('package', 'vim', 'old faithful'),
  own('package', 'nano', 'old faithful'),
  own('package', 'no-such-thing', 'gimp'),
  own('service', 'sshd', 'back door'),
  own('option', 'services.printing.enable', 'paper'),
]);

test.each([
  ['fox', ['firefox']],
  ['the fox', ['firefox']],
  ['my browser', ['firefox']],
  ['browser', ['firefox']],
  // One of ours is called so too.
  ['vim', ['neovim']],
  ['old faithful', ['vim', 'nano']],
  // What is not there cannot take a name from what is.
  ['gimp', ['gimp']],
  ['firefox', ['firefox']],
])('a package called “%s” is %j, surely', (text, attributes) => {
  const found = mine.packages.named(text, 4);
  expect(found.map((match) => [match.package.attribute, match.score])).toEqual(
    attributes.map((attribute) => [attribute, 1]),
  );
  expect(mine.packages.called(text)).toEqual(attributes);
});

test('a name of one’s own holds only as it is', () => {
  expect(mine.packages.named('foxy', 4)).toEqual(bundled.packages.named('foxy', 4));
  expect(mine.packages.named('foxes', 4)).toEqual(bundled.packages.named('foxes', 4));
});

test('services and options have names of their own too', () => {
  expect(mine.settings.servicesNamed('the back door', 4)).toMatchObject([
    { item: { unit: 'sshd' }, score: 1 },
  ]);
  expect(mine.settings.servicesCalled('back door')).toEqual(['sshd']);
  expect(mine.settings.optionsNamed('paper', 4)).toMatchObject([
    { item: { path: 'services.printing.enable' }, score: 1 },
  ]);
  expect(mine.settings.optionsCalled('paper')).toEqual(['services.printing.enable']);
  expect(mine.settings.servicesNamed('paper', 4)).toEqual(bundled.settings.servicesNamed('paper', 4));
});

test('they are listed behind ours, so that we say what we said before', () => {
  const spoken = mine.packages.all().find(({ attribute }) => attribute === 'firefox')?.spoken;
  expect(spoken?.slice(-2)).toEqual(['the fox', 'my browser']);
  expect(spoken?.[0]).not.toBe('the fox');
  expect(mine.settings.services.find(({ unit }) => unit === 'sshd')?.spoken.at(-1)).toBe('back door');
  const said = [bundled, mine].map((catalogue) => {
    const { names, serviceName, optionName } = spokenNames(catalogue);
    return [names('firefox'), names('neovim'), serviceName('sshd'), optionName('services.printing.enable')];
  });
  expect(said[1]).toEqual(said[0]);
});

test('without names the catalogue is the very same', () => {
  expect(withOwnNames(bundled, [])).toBe(bundled);
});

test.each([
  [['my', 'editor'], 'editor'],
  [['the', 'old', 'editor'], 'old editor'],
  [['the'], 'the'],
  [['this', 'my', 'a'], 'a'],
])('%j is plainly “%s”', (words, plain) => expect(plainName(words).join(' ')).toBe(plain));
