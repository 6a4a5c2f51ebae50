import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from '#base/lock-file.ts';
import { runProgram } from '#base/run-program.ts';

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

test('one who was killed while taking over a dead lock leaves it to the next', () => {
  const file = join(folder, 'lock');
  for (const name of ['lock', 'lock.stale', 'lock.stale.stale'])
    symlinkSync('4194301 1 boot', join(folder, name));
  expect(Symbol.dispose in takeLock(file)).toBe(true);
  expect(readdirSync(folder)).toEqual(['lock']);
});

test('of many that take over dead locks all the time, never do two have it at once', async () => {
  const program = join(import.meta.dirname, '..', 'programs', 'lock-contender.ts');
  const argv = [process.execPath, program, join(folder, 'lock'), '1500'] as const;
  const signal = new AbortController().signal;
  const ends = await Promise.all(Array.from({ length: 3 }, () => runProgram(argv, '', signal)));
  for (const { stdout, stderr } of ends) expect(stdout.toString(), stderr).toMatch(/^[1-9]\d* 0$/m);
});
