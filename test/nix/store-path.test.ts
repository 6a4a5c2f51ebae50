import { expect, test } from 'vitest';
import { isDerivation, isHashPart, parseStorePath, storePathName } from '#nix/store-path.ts';

const HASH = '7h7qgvs4kgzsn8a6rb273saxyqh4jxlz';

test.each(['/nix/store', '/tmp/mini/nix/store'])('a path in %s is one', (storeDir) => {
  const path = parseStorePath(`${storeDir}/${HASH}-firefox-144.0`, storeDir);
  expect(path).toBe(`${storeDir}/${HASH}-firefox-144.0`);
  expect(path && storePathName(path)).toBe('firefox-144.0');
  expect(path && isDerivation(path)).toBe(false);
});

test.each([
  '',
  '/nix/store',
  '/nix/store/',
  `/nix/store/${HASH}`,
  `/nix/store/${HASH}-`,
  `/nix/store/${HASH}-a/b`,
  `/nix/store/${HASH}-a\n`,
  `/nix/store/${HASH}-a b`,
  `/nix/store/${HASH}-a!out`,
  `/nix/store/${HASH}-${'a'.repeat(212)}`,
  `/nix/store/${HASH.replace('7', 'e')}-a`,
  `/nix/store/${HASH.slice(1)}-a`,
  `/nix/store/../store/${HASH}-a`,
  `/nix/storeX${HASH}-a`,
  `/other/store/${HASH}-a`,
  `nix/store/${HASH}-a`,
])('%j is none', (text) => {
  expect(parseStorePath(text, '/nix/store')).toBeUndefined();
});

test('derivations end in .drv', () => {
  const path = parseStorePath(`/nix/store/${HASH}-hello-2.12.drv`, '/nix/store');
  expect(path && isDerivation(path)).toBe(true);
});

test('a hash part is 32 letters of their base 32', () => {
  expect(isHashPart(HASH)).toBe(true);
  expect(isHashPart(`${HASH}x`)).toBe(false);
  expect(isHashPart('u'.repeat(32))).toBe(false);
});
