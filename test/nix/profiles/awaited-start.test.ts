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

function awaited(next: Readonly<Record<string, string>>, isActive: boolean) {
  const booted = toplevel('booted', OLD);
  const wanted = toplevel('next', next);
  symlinkSync(booted, join(root, 'run/booted-system'));
  symlinkSync(isActive ? wanted : booted, join(root, 'run/current-system'));
  symlinkSync(wanted, join(root, 'state/profiles/system'));
  return awaitedStart({ run: join(root, 'run'), state: join(root, 'state') })?.why;
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
  expect(awaitedStart({ run: join(root, 'run'), state: join(root, 'state') })).toBe(undefined);
});
