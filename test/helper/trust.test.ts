import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { distrustOf } from '#helper/trust.ts';

const USER = 65534;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-trust-'));
  mkdirSync(join(folder, 'program/src'), { recursive: true });
  writeFileSync(join(folder, 'program/src/main.ts'), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (path: string) => join(folder, path);
const distrust = () => distrustOf([at('program')], at('store'));

test('what is root’s alone is trusted, below a folder for all with the sticky bit too', () => {
  expect(distrust()).toBeUndefined();
});

test.each([
  [
    'a file that all can write',
    'writable',
    'program/src/main.ts',
    () => chmodSync(at('program/src/main.ts'), 0o646),
  ],
  [
    'one that its group can write',
    'writable',
    'program/src/main.ts',
    () => chmodSync(at('program/src/main.ts'), 0o664),
  ],
  ['a file of somebody', 'owner', 'program/src/main.ts', () => chownSync(at('program/src/main.ts'), USER, 0)],
  ['a folder of somebody', 'owner', 'program/src', () => chownSync(at('program/src'), USER, 0)],
  ['a folder above it', 'writable', '', () => chmodSync(folder, 0o777)],
  ['a folder above it of somebody', 'owner', '', () => chownSync(folder, USER, 0)],
  [
    'a link to what is not root’s',
    'owner',
    'elsewhere/x.nix',
    () => {
      mkdirSync(at('elsewhere'));
      writeFileSync(at('elsewhere/x.nix'), '');
      chownSync(at('elsewhere/x.nix'), USER, 0);
      symlinkSync(at('elsewhere/x.nix'), at('program/x.nix'));
    },
  ],
  [
    'a link into a folder of somebody',
    'owner',
    'elsewhere',
    () => {
      mkdirSync(at('elsewhere'));
      writeFileSync(at('elsewhere/x.nix'), '');
      chownSync(at('elsewhere'), USER, 0);
      symlinkSync(at('elsewhere/x.nix'), at('program/x.nix'));
    },
  ],
  [
    'a link to a folder that was only seen above another',
    'owner',
    'elsewhere/theirs.nix',
    () => {
      mkdirSync(at('elsewhere'));
      writeFileSync(at('elsewhere/x.nix'), '');
      writeFileSync(at('elsewhere/theirs.nix'), '');
      chownSync(at('elsewhere/theirs.nix'), USER, 0);
      symlinkSync(at('elsewhere/x.nix'), at('program/a.nix'));
      symlinkSync(at('elsewhere'), at('program/b'));
    },
  ],
  ['a link to nowhere', 'missing', 'program/x', () => symlinkSync(at('nowhere'), at('program/x'))],
] as const)('%s is not trusted', (_, why, path, spoil) => {
  spoil();
  expect(distrust()).toEqual({ path: path === '' ? folder : at(path), why });
});

test('what is not there is not trusted, what Nix keeps is, and links in a circle end', () => {
  expect(distrustOf([at('nothing')])).toEqual({ path: at('nothing'), why: 'missing' });
  mkdirSync(at('store'));
  writeFileSync(at('store/module.nix'), '');
  chownSync(at('store/module.nix'), USER, 0);
  symlinkSync(at('store/module.nix'), at('program/module.nix'));
  symlinkSync(at('program'), at('program/again'));
  expect(distrust()).toBeUndefined();
});
