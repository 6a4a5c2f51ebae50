import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readGenerations } from '#nix/profiles/read-generations.ts';
import { compareClosures } from '#nix/store/compare-closures.ts';
import { diskSpace } from '#nix/store/disk-space.ts';
import { storeDatabase } from '#nix/store/store-database.ts';
import type { StoreQueries } from '#nix/store/store-queries.ts';
import { type MiniSystem, miniSystem } from '../mini-system.ts';

let mini: MiniSystem;
let toplevels: string[];
beforeAll(async () => {
  mini = await miniSystem();
  toplevels = readGenerations(mini.places).generations.map(({ toplevel }) => toplevel);
});
afterAll(() => mini[Symbol.asyncDispose]());

function ask<Value>(work: (asked: StoreQueries) => Value): Value {
  using store = storeDatabase(mini.places);
  const read = store.read(work);
  if (read.type === 'refused') throw new Error(`${read.why}: ${read.detail}`);
  return read.value;
}

const lines = async (...argv: string[]) => (await mini.run(...argv)).stdout.trimEnd().split('\n').sort();

it('answers as nix-store does', async () => {
  const [newest = ''] = toplevels;
  const told = ask((asked) => ({
    closure: asked
      .closure(newest)
      .map(({ path }) => path)
      .sort(),
    references: asked.references(newest),
    referrers: asked.referrers(newest),
    deriver: asked.info(newest)?.deriver,
    hash: asked.info(newest)?.hash,
    derivers: asked.derivers(newest),
    size: asked.closureSize(newest),
    all: asked.size().paths,
  }));
  expect(told.closure).toEqual(await lines('nix-store', '--query', '--requisites', newest));
  expect(told.references).toEqual(await lines('nix-store', '--query', '--references', newest));
  expect(told.referrers).toEqual(await lines('nix-store', '--query', '--referrers', newest));
  expect(told.derivers).toEqual([told.deriver]);
  expect([told.deriver]).toEqual(await lines('nix-store', '--query', '--deriver', newest));
  const [hash] = await lines('nix-store', '--query', '--hash', newest);
  expect(told.size.paths).toBe(told.closure.length);
  const [size] = await lines('nix', 'path-info', '--closure-size', newest);
  expect(size?.split(/\s+/)).toEqual([newest, String(told.size.bytes)]);
  expect(told.all).toBeGreaterThan(told.closure.length);
  expect(hash).toMatch(/^sha256:/);
  expect(told.hash).toMatch(/^sha256:[0-9a-f]{64}$/);
});

it('compares generations as nix store diff-closures does', async () => {
  const [newest = '', , oldest = ''] = toplevels;
  const difference = ask((asked) => compareClosures(asked, oldest, newest));
  const printed = (await mini.run('nix', 'store', 'diff-closures', oldest, newest)).stdout;
  const told = stripVTControlCharacters(printed).split('\n');
  for (const { pname, versions } of difference?.added ?? [])
    if (versions[0] !== '')
      expect(told.filter((line) => line.startsWith(`${pname}: `))).toEqual([
        expect.stringContaining(versions.join(', ')),
      ]);
  expect(difference?.added.map(({ pname }) => pname)).toEqual(expect.arrayContaining(['firefox', 'vim']));
  expect(difference?.removed).toEqual([]);
  expect(difference?.bytes).toBeGreaterThan(0);
});

it('sees a path that the daemon builds while the database is open', async () => {
  using store = storeDatabase(mini.places);
  const before = store.read((asked) => asked.size().paths);
  const file = join(mini.root, 'home/added');
  await mini.run('sh', '-c', `echo added > ${file}`);
  const added = await mini.run('env', 'NIX_REMOTE=daemon', 'nix-store', '--add', file);
  const path = added.stdout.trim();
  expect(existsSync(path)).toBe(true);
  const after = store.read((asked) => [asked.size().paths, asked.isValid(path)] as const);
  if (before.type === 'refused' || after.type === 'refused') throw new Error('refused');
  expect(after.value).toEqual([before.value + 1, true]);
  expect(after.version).not.toBe(before.version);
});

it('knows how much room the disk of the store has', () => {
  const { freeBytes, totalBytes } = diskSpace(mini.places.store);
  expect(freeBytes).toBeGreaterThan(0);
  expect(totalBytes).toBeGreaterThan(freeBytes);
});
