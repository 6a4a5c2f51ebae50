import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from '#base/lock-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a lock is taken once and names its holder', () => {
  const file = join(folder, 'deep', 'lock');
  const first = takeLock(file);
  expect(takeLock(file)).toEqual({ heldBy: process.pid });
  if (Symbol.dispose in first) first[Symbol.dispose]();
  expect(Symbol.dispose in takeLock(file)).toBe(true);
});

test('the lock of a process that is gone is taken over', () => {
  const file = join(folder, 'lock');
  writeFileSync(file, '4194301');
  expect(Symbol.dispose in takeLock(file)).toBe(true);
});

test.each(['', 'nonsense', '-4'])('a lock that holds %j belongs to nobody', (text) => {
  const file = join(folder, 'lock');
  writeFileSync(file, text);
  expect(Symbol.dispose in takeLock(file)).toBe(true);
});

test('nothing but the lock is left in its folder', () => {
  takeLock(join(folder, 'lock'));
  takeLock(join(folder, 'lock'));
  expect(readdirSync(folder)).toEqual(['lock']);
});

test('the lock of a process that had the number of one that lives now is taken over', () => {
  const file = join(folder, 'lock');
  writeFileSync(file, `${process.ppid} 12345 00000000-0000-0000-0000-000000000000`);
  expect(Symbol.dispose in takeLock(file)).toBe(true);
});
