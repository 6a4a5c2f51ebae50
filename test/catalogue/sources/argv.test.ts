import { expect, test } from 'vitest';
import { evaluationArgv } from '#catalogue/sources/evaluated-list.ts';
import { fetchArgv } from '#catalogue/sources/fetch-list.ts';
import { CatalogueOptions } from '#catalogue/sources/options.ts';

test('Nix is asked which packages a nixpkgs has', () => {
  expect(evaluationArgv('<nixpkgs>').join(' ')).toBe('nix-env -f <nixpkgs> -qaP --json --meta');
});

test.each([
  ['https://example.org/a/packages.json.br', 'packages.json.br', 'https://example.org/a/packages.json.br'],
  ['https://example.org/list?kind=.br', 'packages.json', 'https://example.org/list?kind=.br'],
  ['https://example.org/a b/$(x).br', 'packages.json.br', 'https://example.org/a%20b/$(x).br'],
])('Nix fetches %s', (url, name, asked) => {
  expect(fetchArgv(url)).toEqual(['nix-prefetch-url', '--print-path', '--name', name, asked]);
});

test.each([
  { kind: 'url', url: '--option' },
  { kind: 'url', url: 'file:///etc/passwd' },
  { kind: 'url', url: 'mirror://gnu/x' },
  { kind: 'file', file: 'packages.json' },
  { kind: 'elsewhere' },
])('%o is no setting', (options) => {
  expect(CatalogueOptions.safeParse(options).success).toBe(false);
});
