import { beforeAll, describe, expect, it } from 'vitest';
import { bundledPackages } from '#catalogue/bundled-packages.ts';
import type { Package, PackageIndex } from '#catalogue/package.ts';
import { packageIndex } from '#catalogue/package-index.ts';
import { Attribute } from '#nix/attribute.ts';
import { manyPackages, misspelled, WANTED } from './many-packages.ts';

/** A quarter of nixpkgs. */
const COUNT = 30_000;

let packages: readonly Package[];
let index: PackageIndex;

beforeAll(() => {
  packages = manyPackages(COUNT);
  index = packageIndex(packages);
});

describe('made-up packages', () => {
  it('are the same in each run, the bundled ones first, and fewer are the beginning of many', () => {
    expect(packages).toHaveLength(COUNT);
    expect(manyPackages(2000)).toEqual(packages.slice(0, 2000));
    const bundled = bundledPackages();
    expect(packages.slice(0, bundled.length)).toEqual(bundled);
  });

  it('have names of their own that may reach Nix, and one line about them', () => {
    expect(new Set(packages.map(({ attribute }) => attribute)).size).toBe(COUNT);
    expect(packages.filter(({ attribute }) => !Attribute.safeParse(attribute).success)).toEqual([]);
    expect(packages.filter(({ description }) => !/^\S.{4,110}[^.\s]$/.test(description))).toEqual([]);
  });

  it('are in sets, have dashes and digits, and some are English words', () => {
    const made = packages.slice(bundledPackages().length);
    const share = (pattern: RegExp) =>
      made.filter(({ attribute }) => pattern.test(attribute)).length / made.length;
    expect(share(/^haskellPackages\./)).toBeGreaterThan(0.1);
    expect(share(/^python31[23]Packages\./)).toBeGreaterThan(0.1);
    expect(share(/-/)).toBeGreaterThan(0.2);
    expect(share(/\d$/)).toBeGreaterThan(0.02);
    expect(made.map(({ attribute }) => attribute)).toEqual(expect.arrayContaining(['zero', 'word', 'world']));
  });
});

describe('among many packages', () => {
  it.each(WANTED)('%s finds %s among the first three', (query, attribute) => {
    expect(index.search(query, 3).map((match) => match.package.attribute)).toContain(attribute);
  });

  it('each bundled package is the first that its spoken names find', () => {
    const lost = bundledPackages().flatMap(({ attribute, spoken }) =>
      spoken.filter((name) => index.named(name, 3)[0]?.package.attribute !== attribute),
    );
    expect(lost).toEqual([]);
  });

  it('nearly each well-known name is found when it is misspelled', () => {
    const names = bundledPackages().map(({ attribute }) => attribute);
    const long = names.filter((name) => /^[a-z-]{6,}$/.test(name));
    const found = long.filter((name) =>
      index.named(misspelled(name), 3).some((match) => match.package.attribute === name),
    );
    expect(found.length / long.length).toBeGreaterThan(0.95);
  });

  it('each has its own attribute', () => {
    const some = packages.filter((_, position) => position % 50 === 0);
    const lost = some.filter(({ attribute }) => !index.called(attribute).includes(attribute));
    expect(lost.map(({ attribute }) => attribute)).toEqual([]);
  });

  // Half as fast as it was measured to be, so that it cannot rot unseen.
  it.each([
    { what: 'a name as it is typed', times: 300, ask: (found: Package) => index.named(found.attribute, 3) },
    {
      what: 'a misspelled name',
      times: 5,
      ask: (found: Package) => index.named(misspelled(found.attribute), 3),
    },
    { what: 'a description', times: 45, ask: (found: Package) => index.search(lastWords(found), 3) },
  ])('finds $what $times times as fast as by looking at each', ({ times, ask }) => {
    const some = packages.filter((_, position) => position % 300 === 0);
    const naive = (found: Package) => {
      const query = lastWords(found);
      return packages.filter(({ attribute, description }) => `${attribute} ${description}`.includes(query));
    };
    for (const found of some) ask(found);
    expect(medianMs(some.slice(0, 20), naive) / medianMs(some, ask)).toBeGreaterThan(times);
  });

  it('is indexed in at most four times the time that a plain list of who has which word takes', () => {
    const indexed = () => packageIndex(packages).search('kreeta', 3);
    const rounds = [0, 1, 2].map(() => [millisecondsOf(indexed), millisecondsOf(() => plainIndex(packages))]);
    const [ours, plain] = [0, 1].map((which) => Math.min(...rounds.map((times) => times[which] as number)));
    expect((ours as number) / (plain as number)).toBeLessThan(4);
  });
});

function plainIndex(packages: readonly Package[]): ReadonlyMap<string, readonly number[]> {
  const owners = new Map<string, number[]>();
  packages.forEach(({ attribute, description, programs }, position) => {
    for (const word of `${attribute} ${description} ${programs}`.toLowerCase().split(/[^a-z0-9]+/))
      owners.set(word, [...(owners.get(word) ?? []).slice(-50), position]);
  });
  return owners;
}

function lastWords({ description }: Package): string {
  return description.split(' ').slice(-4).join(' ');
}

function millisecondsOf(work: () => unknown): number {
  const beganAt = performance.now();
  work();
  return performance.now() - beganAt;
}

function medianMs(all: readonly Package[], ask: (found: Package) => unknown): number {
  const times = all.map((found) => millisecondsOf(() => ask(found)));
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] as number;
}
