import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundledPackages } from '#catalogue/bundled-packages.ts';
import { Attribute } from '#nix/attribute.ts';
import spoken from '../../grammars/en/packages.json' with { type: 'json' };

const packages = bundledPackages();
const vocabulary = new Set(
  readFileSync(new URL('../../models/en-tiny/graph/words.txt', import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[0]),
);

describe('the bundled catalogue', () => {
  it('has at least 450 packages, each once', () => {
    expect(packages.length).toBeGreaterThanOrEqual(450);
    expect(new Set(packages.map(({ attribute }) => attribute)).size).toBe(packages.length);
  });

  it('has only attributes that may reach Nix', () => {
    expect(packages.filter(({ attribute }) => !Attribute.safeParse(attribute).success)).toEqual([]);
  });

  it('describes each package in one line without a full stop', () => {
    const odd = packages.filter(({ description }) => !/^\S.{4,110}[^.\s]$/.test(description));
    expect(odd).toEqual([]);
  });

  it('gives each package a version, keywords and sizes', () => {
    const odd = packages.filter(
      ({ version, keywords, downloadBytes, diskBytes }) =>
        version === '' || keywords.length === 0 || downloadBytes <= 0 || downloadBytes > diskBytes,
    );
    expect(odd).toEqual([]);
  });

  it('can be spoken to the bundled model: each package has a name of words that it knows', () => {
    const unheard = packages.filter(
      (found) => !found.spoken.some((name) => name.split(' ').every((word) => vocabulary.has(word))),
    );
    expect(unheard.map(({ attribute }) => attribute)).toEqual([]);
  });

  it('gives no two packages the same spoken name', () => {
    const owners = new Map<string, string[]>();
    for (const found of packages) {
      for (const name of found.spoken) owners.set(name, [...(owners.get(name) ?? []), found.attribute]);
    }
    expect([...owners].filter(([, attributes]) => attributes.length > 1)).toEqual([]);
  });

  it('has spoken names for nothing else', () => {
    const known = new Set<string>(packages.map(({ attribute }) => attribute));
    expect(Object.keys(spoken).filter((attribute) => !known.has(attribute))).toEqual([]);
  });
});
