import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stageDurably, syncFolder, writeDurably } from '#base/durable-file.ts';
import { makeFolder } from '#base/make-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-durable-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('a new file is for its owner only, in folders that are made; one that was keeps its mode', () => {
  const file = join(folder, 'a', 'b', 'file');
  writeDurably(file, 'one');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  chmodSync(file, 0o640);
  writeDurably(file, 'two');
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readFileSync(file, 'utf8')).toBe('two');
});

it('what is staged shows when it is published, and not before', () => {
  const file = join(folder, 'file');
  writeFileSync(file, 'one');
  const publish = stageDurably(file, 'two');
  expect(readFileSync(file, 'utf8')).toBe('one');
  publish();
  expect(readFileSync(file, 'utf8')).toBe('two');
  expect(readdirSync(folder)).toEqual(['file']);
});

it('what cannot be written leaves all as it was', () => {
  const file = join(folder, 'file');
  writeFileSync(file, 'one');
  expect(() => writeDurably(file, 'two', { unfinished: folder })).toThrow(/EISDIR/);
  expect(readFileSync(file, 'utf8')).toBe('one');
  expect(readdirSync(folder)).toEqual(['file']);
  mkdirSync(join(folder, 'taken', 'by'), { recursive: true });
  expect(() => writeDurably(join(folder, 'taken'), 'two')).toThrow();
  expect(readdirSync(folder)).toEqual(['file', 'taken']);
});

it('a folder that cannot be synced is none of the trouble of what was renamed there', () => {
  expect(() => syncFolder(join(folder, 'nowhere'))).not.toThrow();
});

it.each(['/proc/self/nothing/ask-nix', '/dev/null/ask-nix'])(
  'no folder is made below %s, at once',
  (path) => {
    expect(() => makeFolder(path)).toThrow(/ENOENT|ENOTDIR/);
  },
);
