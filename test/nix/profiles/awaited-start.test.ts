import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { awaitedStart } from '#nix/profiles/awaited-start.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ask-nix-start-'));
  mkdirSync(join(root, 'state/profiles'), { recursive: true });
  mkdirSync(join(root, 'run'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A system with these parts, each by its name; the same name is the same file. */
function toplevel(name: string, parts: Readonly<Record<string, string>>): string {
  const path = join(root, name);
  mkdirSync(path);
  for (const [link, part] of Object.entries(parts)) {
    writeFileSync(join(root, part), '');
    symlinkSync(join(root, part), join(path, link));
  }
  return path;
}

const OLD = { kernel: 'k1', 'kernel-modules': 'm1', initrd: 'i1' };

const read = () => awaitedStart({ run: join(root, 'run'), state: join(root, 'state') });

function awaited(next: Readonly<Record<string, string>>, isActive: boolean) {
  const booted = toplevel('booted', OLD);
  const wanted = toplevel('next', next);
  symlinkSync(booted, join(root, 'run/booted-system'));
  symlinkSync(isActive ? wanted : booted, join(root, 'run/current-system'));
  symlinkSync(wanted, join(root, 'state/profiles/system'));
  return read()?.why;
}

/** What a system that was switched to makes wait. */
function switched(name: string, parts: Readonly<Record<string, string>>) {
  const next = toplevel(name, parts);
  for (const link of ['run/current-system', 'state/profiles/system']) {
    rmSync(join(root, link));
    symlinkSync(next, join(root, link));
  }
  return read()?.what;
}

it.each([
  ['another kernel', { ...OLD, kernel: 'k2' }, true, 'kernel'],
  ['other modules of it', { ...OLD, 'kernel-modules': 'm2' }, true, 'kernel'],
  ['another initrd', { ...OLD, initrd: 'i2' }, true, 'rest'],
  ['what is not activated', OLD, false, 'rest'],
  ['no more than what runs', OLD, true, undefined],
])('the next start brings %s', (_what, next, isActive, why) => {
  expect(awaited(next, isActive)).toBe(why);
});

it('what cannot be told is not awaited', () => {
  expect(read()).toBe(undefined);
});

it('another system with the same kernel makes the same wait, one with another kernel does not', () => {
  awaited({ ...OLD, kernel: 'k2' }, true);
  const before = read()?.what;
  expect(switched('with-firefox', { ...OLD, kernel: 'k2' })).toBe(before);
  expect(switched('newer', { ...OLD, kernel: 'k3' })).not.toBe(before);
  expect(switched('as-booted', OLD)).toBe(undefined);
});
