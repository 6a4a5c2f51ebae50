import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lettersOf } from '#catalogue/beginnings.ts';
import type { PackageIndex } from '#catalogue/package.ts';
import { packageIndex } from '#catalogue/package-index.ts';
import { readStoredCatalogue, storeCatalogue } from '#catalogue/sources/stored-catalogue.ts';
import { manyPackages, misspelled, WANTED } from '../many-packages.ts';

const KEY = { maker: 'us', source: 'nixpkgs 1' };
const COUNT = 6000;

let folder: string;
let file: string;
let whole: Buffer;
const packages = manyPackages(COUNT).map((found, position) => ({
  ...found,
  downloadBytes: 0,
  diskBytes: 0,
  ...(position % 7 === 0 && { unfree: true as const }),
  ...(position % 11 === 0 && { description: `Größe 🦊 ${position}`, broken: true as const }),
}));
const fresh = packageIndex(packages);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-stored-'));
  file = join(folder, 'packages');
  storeCatalogue(file, KEY, packages);
  whole = readFileSync(file);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a catalogue that was stored', () => {
  it('is the same when it is read', () => {
    const read = readStoredCatalogue(file, 'us');
    expect(read?.source).toBe('nixpkgs 1');
    expect(read?.packages.size).toBe(COUNT);
    expect(read?.packages.all()).toEqual(packages);
  });

  it('answers as one that was just made', () => {
    const read = readStoredCatalogue(file, 'us')?.packages as PackageIndex;
    const some = packages.filter((_, position) => position % 37 === 0);
    const texts = [
      ...WANTED.map(([query]) => query),
      ...some.flatMap(({ attribute, description }) => [attribute, misspelled(attribute), description]),
    ];
    for (const text of texts) {
      expect(read.named(text, 5)).toEqual(fresh.named(text, 5));
      expect(read.search(text, 5)).toEqual(fresh.search(text, 5));
      expect(read.called(text)).toEqual(fresh.called(text));
      const letters = lettersOf(text).slice(0, 4);
      expect(read.beginning(letters, 5)).toEqual(fresh.beginning(letters, 5));
    }
    for (const { attribute } of some)
      expect(read.byAttribute(attribute)).toEqual(fresh.byAttribute(attribute));
    expect(read.byAttribute('no-such-package')).toBeUndefined();
  });

  // Half as fast as it was measured to be, so that it cannot rot unseen.
  it('is there at least a dozen times as fast as it is built', () => {
    const ask = (index: PackageIndex | undefined) => {
      for (const text of ['fire fox', 'kreeta', 'text editor']) index?.search(text, 3);
    };
    const bestMs = (times: number, work: () => void) =>
      Math.min(
        ...Array.from({ length: times }, () => {
          const beganAt = performance.now();
          work();
          return performance.now() - beganAt;
        }),
      );
    // What is short is disturbed more easily.
    const readMs = bestMs(12, () => ask(readStoredCatalogue(file, 'us')?.packages));
    expect(bestMs(3, () => ask(packageIndex(packages))) / readMs).toBeGreaterThan(12);
  });

  it('leaves nothing else in its folder', () => {
    expect(readdirSync(folder)).toEqual(['packages']);
  });
});

describe('a stored catalogue is none', () => {
  const readAfter = (change: () => void) => {
    writeFileSync(file, whole);
    change();
    return readStoredCatalogue(file, 'us');
  };
  it.each([
    ['when it is not there', () => rmSync(file)],
    ['when it is empty', () => truncateSync(file, 0)],
    ['when it is cut off', () => truncateSync(file, whole.length - 1)],
    ['when something hangs on it', () => writeFileSync(file, Buffer.concat([whole, Buffer.alloc(8)]))],
    ['when it is something else', () => writeFileSync(file, 'a'.repeat(1000))],
  ])('%s', (_, change) => {
    expect(readAfter(change)).toBeUndefined();
  });

  it('when another maker made it', () => {
    writeFileSync(file, whole);
    expect(readStoredCatalogue(file, 'others')).toBeUndefined();
  });

  it('when any byte of it is another', () => {
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 60)) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] as number) ^ 0x10;
      expect(readAfter(() => writeFileSync(file, damaged))).toBeUndefined();
    }
  });
});
