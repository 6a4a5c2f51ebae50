import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from '#base/lock-file.ts';
import { Attribute } from '#nix/attribute.ts';
import { intendToAdd } from '#nix/configuration/intent-to-add.ts';
import { managedFile, readManaged, writeManaged } from '#nix/configuration/managed-file.ts';
import { EMPTY_CONFIG, type ManagedConfig } from '#nix/managed-config.ts';

const never = new AbortController().signal;
let configuration: string;
let places: { configuration: string };
let file: string;

beforeEach(() => {
  configuration = mkdtempSync(join(tmpdir(), 'ask-nix-managed-'));
  places = { configuration };
  file = managedFile(places);
});
afterEach(() => rmSync(configuration, { recursive: true, force: true }));

const WITH_VIM: ManagedConfig = { ...EMPTY_CONFIG, packages: [Attribute.parse('vim')] };

test('without a file nothing is managed; it comes, changes and goes, and leaves nothing beside it', () => {
  expect(readManaged(places)).toEqual({ type: 'managed', config: EMPTY_CONFIG, hash: 'absent' });
  const first = writeManaged(places, WITH_VIM, 'absent');
  const read = readManaged(places);
  expect(read).toMatchObject({ type: 'managed', config: WITH_VIM, hash: (first as { hash: string }).hash });
  const second = writeManaged(places, EMPTY_CONFIG, read.hash);
  if (second.type !== 'written') throw new Error(second.type);
  expect(second.before).toEqual(read.bytes);
  const third = writeManaged(places, second.before, second.hash);
  expect(readFileSync(file)).toEqual(read.bytes);
  expect(writeManaged(places, undefined, (third as { hash: string }).hash)).toMatchObject({ hash: 'absent' });
  expect(readdirSync(configuration)).toEqual([]);
});

test('what is no longer as expected is left alone', () => {
  writeFileSync(file, '{"version":1,"packages":["git"],"options":{}}');
  const before = readFileSync(file);
  expect(writeManaged(places, WITH_VIM, 'absent')).toEqual({ type: 'stale', hash: readManaged(places).hash });
  expect(readFileSync(file)).toEqual(before);
});

test('its mode stays, a link to it too; a new one can be read by all', () => {
  const elsewhere = join(configuration, 'dotfiles.json');
  writeFileSync(elsewhere, JSON.stringify(EMPTY_CONFIG));
  chmodSync(elsewhere, 0o664);
  symlinkSync('dotfiles.json', file);
  writeManaged(places, WITH_VIM, readManaged(places).hash);
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(statSync(elsewhere).mode & 0o777).toBe(0o664);
  expect(JSON.parse(readFileSync(elsewhere, 'utf8')).packages).toEqual(['vim']);
  rmSync(file);
  writeManaged(places, WITH_VIM, 'absent');
  expect(statSync(file).mode & 0o777).toBe(0o644);
});

test('who is at it is told', () => {
  using _lock = takeLock(`${file}.lock`) as Disposable;
  expect(writeManaged(places, WITH_VIM, 'absent')).toEqual({ type: 'busy', heldBy: process.pid });
  expect(existsSync(file)).toBe(false);
});

test.each([
  ['{\n  "version": 1,\n  "packages": [,]\n}', 3, 'it is no JSON'],
  ['{\n  "version": 1,', 2, 'it is no JSON'],
  ['{\n  "version": 1,\n  "packages": [],\n  "options": {},\n  "extra": 1\n}', 5, /extra/],
  ['{\n  "version": 1,\n  "packages": ["$(id)"],\n  "options": {}\n}', 3, /^packages 0: /],
  ['{\n  "version": 1,\n  "packages": [],\n  "options": {\n    "a.b": {}\n  }\n}', 5, /^options a\.b: /],
  ['{\n  "version": 2,\n  "packages": [],\n  "options": {}\n}', 2, /^version: /],
  ['[]', undefined, /./],
])('damage is told with its line: %j', (text, line, message) => {
  writeFileSync(file, text);
  const read = readManaged(places);
  expect(read).toMatchObject({
    type: 'damaged',
    file,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });
  expect((read as { line?: number }).line).toBe(line);
  expect(Buffer.from(read.bytes as Uint8Array).toString()).toBe(text);
});

test('a folder where it should be, and a folder that cannot be written to', () => {
  mkdirSync(file);
  expect(() => readManaged(places)).toThrow(/is no file that ask-nix wrote/);
  rmSync(file, { recursive: true });
  expect(() => writeManaged({ configuration: '/proc' }, WITH_VIM, 'absent')).toThrow(
    expect.objectContaining({ code: 'unwritable' }),
  );
});

test('a flake in a git repository gets to know of the file, and no hook or setting of it is run', async () => {
  const git = (...args: string[]) =>
    spawnSync('git', ['-C', configuration, ...args], { encoding: 'utf8' }).stdout.trim();
  const environment = { PATH: process.env.PATH ?? '', GIT_DIR: '/nowhere' };
  writeManaged(places, WITH_VIM, 'absent');
  expect(await intendToAdd(places, environment, never)).toBe(false);
  writeFileSync(join(configuration, 'flake.nix'), '{ outputs = _: { }; }');
  expect(await intendToAdd(places, environment, never)).toBe(false);
  git('init', '-q');
  const trap = join(configuration, 'trap');
  writeFileSync(trap, `#!/bin/sh\ntouch ${join(configuration, 'sprung')}\n`, { mode: 0o755 });
  git('config', 'core.fsmonitor', trap);
  expect(await intendToAdd(places, environment, never)).toBe(true);
  expect(existsSync(join(configuration, 'sprung'))).toBe(false);
  expect(git('-c', 'core.fsmonitor=false', 'ls-files')).toBe('ask-nix.json');
  expect(git('-c', 'core.fsmonitor=false', 'diff', '--cached', '--name-only')).toBe('');
  writeFileSync(join(configuration, '.gitignore'), '*.json\n');
  git('-c', 'core.fsmonitor=false', 'rm', '-q', '--cached', 'ask-nix.json');
  await expect(intendToAdd(places, environment, never)).rejects.toMatchObject({ code: 'no-git' });
});
