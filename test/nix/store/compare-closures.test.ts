import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compareClosures } from '#nix/store/compare-closures.ts';
import { generationSizes } from '#nix/store/generation-sizes.ts';
import { packagesOf } from '#nix/store/packages-of.ts';
import { storeDatabase } from '#nix/store/store-database.ts';
import type { StoreQueries } from '#nix/store/store-queries.ts';
import { emptyPlaces, storePath } from '../profiles/many-generations.ts';
import { createStoreDatabase, writeManyPaths } from './many-paths.ts';

/** A store in which each system is a list of names; equal names are the same path, and `name!2` is another of that name. */
function storeOf(systems: Record<string, readonly string[]>) {
  const root = mkdtempSync(join(tmpdir(), 'ask-nix-closures-'));
  const places = emptyPlaces(root);
  const toplevels: Record<string, string> = {};
  {
    using writer = createStoreDatabase(places);
    const rows = new Map<string, number>();
    const rowOf = (name: string) => {
      const [plain = '', build = '1'] = name.split('!');
      const row = rows.get(name) ?? writer.add(storePath(places.store, Number(build) + rows.size, plain), 10);
      rows.set(name, row);
      return row;
    };
    for (const [system, names] of Object.entries(systems)) {
      const path = storePath(places.store, 9000, `nixos-system-x-${system}`);
      writer.add(path, 1, names.map(rowOf));
      toplevels[system] = path;
    }
  }
  const store = storeDatabase(places);
  return {
    toplevels,
    read<Value>(work: (asked: StoreQueries) => Value): Value {
      const read = store.read(work);
      if (read.type === 'refused') throw new Error(read.detail);
      return read.value;
    },
    [Symbol.dispose]() {
      store[Symbol.dispose]();
      rmSync(root, { recursive: true });
    },
  };
}

const A = [
  'vim-9.0',
  'git-2.50',
  'git-2.50-man',
  'htop-3',
  'openssl-3.0',
  'python-3.12',
  'etc',
  'glibc-2.40',
];
const B = [
  'vim-9.1',
  'git-2.50!2',
  'git-2.50-man',
  'firefox-144',
  'openssl-3.0',
  'openssl-1.1',
  'python-3.11',
  'etc!2',
  'glibc-2.40',
];

it('tells by packages what a system has more, less, newer and older', () => {
  using made = storeOf({ a: A, b: B });
  const { a = '', b = '' } = made.toplevels;
  expect(made.read((asked) => compareClosures(asked, a, b))).toEqual({
    added: [{ pname: 'firefox', versions: ['144'] }],
    removed: [{ pname: 'htop', versions: ['3'] }],
    changed: [
      { pname: 'openssl', from: ['3.0'], to: ['1.1', '3.0'], direction: 'mixed' },
      { pname: 'python', from: ['3.12'], to: ['3.11'], direction: 'down' },
      { pname: 'vim', from: ['9.0'], to: ['9.1'], direction: 'up' },
    ],
    rebuilt: ['etc', 'git'],
    bytes: 10,
  });
});

it('is the other way round when asked the other way round, and empty for the same', () => {
  using made = storeOf({ a: A, b: B });
  const { a = '', b = '' } = made.toplevels;
  const back = made.read((asked) => compareClosures(asked, b, a));
  expect(back).toMatchObject({ removed: [{ pname: 'firefox' }], added: [{ pname: 'htop' }], bytes: -10 });
  expect(back?.changed.map(({ direction }) => direction)).toEqual(['mixed', 'up', 'down']);
  expect(made.read((asked) => compareClosures(asked, a, a))).toEqual({
    added: [],
    removed: [],
    changed: [],
    rebuilt: [],
    bytes: 0,
  });
  expect(made.read((asked) => compareClosures(asked, a, `${a}x`))).toBeUndefined();
});

it('tells what is installed, a package once however many outputs it has', () => {
  using made = storeOf({ a: A });
  const names = made.read((asked) => packagesOf(asked, made.toplevels.a as string));
  expect(names.map(({ pname, version }) => `${pname} ${version}`.trim())).toEqual([
    'etc',
    'git 2.50',
    'glibc 2.40',
    'htop 3',
    'openssl 3.0',
    'python 3.12',
    'vim 9.0',
  ]);
});

it('tells what each system takes alone, and what only old ones need', () => {
  const base = ['glibc-2', 'bash-5'];
  using made = storeOf({
    one: [...base, 'old-1', 'shared-1'],
    two: [...base, 'shared-1', 'both-1'],
    three: [...base, 'both-1', 'new-1', 'new-2'],
  });
  const { one = '', two = '', three = '' } = made.toplevels;
  expect(made.read((asked) => generationSizes(asked, [one, two, three, two], [three]))).toEqual({
    systems: [
      { toplevel: one, bytes: 41, ownBytes: 11 },
      { toplevel: two, bytes: 41, ownBytes: 1 },
      { toplevel: three, bytes: 51, ownBytes: 21 },
    ],
    oldBytes: 22,
  });
  expect(made.read((asked) => generationSizes(asked, [one, `${one}-gone`], []))).toMatchObject({
    systems: [
      { bytes: 41, ownBytes: 41 },
      { bytes: 0, ownBytes: 0 },
    ],
    oldBytes: 41,
  });
});

it('compares two systems of 2000 paths in a large store', () => {
  const root = mkdtempSync(join(tmpdir(), 'ask-nix-many-'));
  try {
    const places = emptyPlaces(root);
    const many = writeManyPaths(places, 3);
    using store = storeDatabase(places);
    const read = store.read((asked) => ({
      sizes: [asked.closureSize(many.from).paths, asked.closureSize(many.to).paths],
      difference: compareClosures(asked, many.from, many.to),
    }));
    if (read.type === 'refused') throw new Error(read.detail);
    const { sizes, difference } = read.value;
    expect(sizes).toEqual([2000, 2000]);
    expect(difference).toMatchObject({
      added: { length: 30 },
      removed: { length: 30 },
      changed: { length: 100 },
      rebuilt: { length: 20 },
    });
    expect(difference?.changed.map(({ direction }) => direction)).toEqual(Array(100).fill('up'));
  } finally {
    rmSync(root, { recursive: true });
  }
});
