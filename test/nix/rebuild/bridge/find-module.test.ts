import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRebuildModule } from '#nix/rebuild/bridge/find-module.ts';

let root: string;
let top: string;
let packages: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ask-nix-module-'));
  top = join(root, 'store/nixos-rebuild-ng-0.0.0');
  packages = join(top, 'lib/python3.13/site-packages');
  for (const folder of [
    join(packages, 'nixos_rebuild'),
    join(top, 'bin'),
    join(root, 'current-system/sw/bin'),
  ])
    mkdirSync(folder, { recursive: true });
  writeFileSync(join(packages, 'nixos_rebuild/__init__.py'), '');
  writeFileSync(join(top, 'bin/nixos-rebuild'), 'a wrapper');
  writeFileSync(
    join(top, 'bin/.nixos-rebuild-wrapped'),
    '#!/nix/store/x-python3/bin/python3.13\nimport re\n',
  );
  symlinkSync(join(top, 'bin/nixos-rebuild'), join(root, 'current-system/sw/bin/nixos-rebuild'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const find = (modulePath?: string) => findRebuildModule({ modulePath, run: root });
const interpreter = '/nix/store/x-python3/bin/python3.13';

test('it is found behind the wrapper of the current system, with its Python', async () => {
  expect(await find()).toEqual({ packages, interpreter, foundBy: 'wrapper' });
});

test('the environment goes first, and may name the package or the folder around it', async () => {
  const found = { packages, interpreter, foundBy: 'environment' };
  expect(await find(join(packages, 'nixos_rebuild'))).toEqual(found);
  expect(await find(packages)).toEqual(found);
  const bare = join(root, 'bare');
  mkdirSync(join(bare, 'nixos_rebuild'), { recursive: true });
  writeFileSync(join(bare, 'nixos_rebuild/__init__.py'), '');
  expect(await find(bare)).toEqual({ packages: bare, interpreter: 'python3', foundBy: 'environment' });
});

test('what the environment names wrongly is not looked for elsewhere', async () => {
  expect(await find(join(root, 'nowhere'))).toBeUndefined();
});

test('another program of that name is none', async () => {
  writeFileSync(join(top, 'bin/.nixos-rebuild-wrapped'), '#!/bin/sh\n');
  expect(await find()).toBeUndefined();
  rmSync(join(top, 'bin/.nixos-rebuild-wrapped'));
  expect(await find()).toBeUndefined();
});

test('a system without it is none', async () => {
  rmSync(join(packages, 'nixos_rebuild'), { recursive: true });
  expect(await find()).toBeUndefined();
  rmSync(join(root, 'current-system'), { recursive: true });
  expect(await find()).toBeUndefined();
});
