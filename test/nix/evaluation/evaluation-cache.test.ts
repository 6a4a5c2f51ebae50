import { appendFileSync, chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Attribute } from '#nix/attribute.ts';
import { readManaged, writeManaged } from '#nix/configuration/managed-file.ts';
import { shadowConfiguration } from '#nix/configuration/shadow.ts';
import { evaluationCache } from '#nix/evaluation/evaluation-cache.ts';
import { evaluator } from '#nix/evaluation/evaluator.ts';
import { inputsKey } from '#nix/evaluation/inputs-key.ts';
import { EMPTY_CONFIG, type ManagedConfig } from '#nix/managed-config.ts';
import { flakeConfiguration } from '../flake-configuration.ts';
import { type MiniSystem, miniSystem } from '../mini-system.ts';

const never = new AbortController().signal;
const WITH_VIM: ManagedConfig = { ...EMPTY_CONFIG, packages: [Attribute.parse('vim')] };
let mini: MiniSystem;

beforeAll(async () => {
  mini = await miniSystem({ past: [] });
});
afterAll(() => mini[Symbol.asyncDispose]());

async function copyOfMachine(name: string): Promise<string> {
  const configuration = join(mini.root, name);
  await mini.run('cp', '-r', mini.places.configuration, configuration);
  return configuration;
}

const keyOf = (configuration: string, config?: ManagedConfig, environment = mini.environment) =>
  inputsKey({ ...mini.places, configuration }, config, environment, never);

test('the key is that of what will be there after writing, and changes with all that counts', async () => {
  const configuration = await copyOfMachine('keys');
  const ahead = await keyOf(configuration, WITH_VIM);
  expect(await keyOf(configuration, EMPTY_CONFIG)).not.toBe(ahead);
  writeManaged({ configuration }, WITH_VIM, readManaged({ configuration }).hash);
  expect(await keyOf(configuration, WITH_VIM)).toBe(ahead);
  const seen = new Set([ahead]);
  const file = join(configuration, 'x.nix');
  const changes = [
    () => writeFileSync(file, '{ }'),
    () => appendFileSync(file, ' '),
    () => chmodSync(file, 0o755),
    () => {
      rmSync(file);
      symlinkSync('configuration.nix', file);
    },
    () => appendFileSync(join(mini.root, 'nixpkgs/default.nix'), '\n'),
  ];
  for (const change of changes) {
    change();
    const key = await keyOf(configuration, WITH_VIM);
    expect(seen.has(key)).toBe(false);
    expect(await keyOf(configuration, WITH_VIM)).toBe(key);
    seen.add(key);
  }
});

test('of a flake the commit counts; files that git does not know of, and the search path, do not', async () => {
  const configuration = await flakeConfiguration(mini, 'flake');
  const ahead = await keyOf(configuration, WITH_VIM);
  writeFileSync(join(configuration, 'unknown.nix'), '{ }');
  expect(await keyOf(configuration, WITH_VIM, { ...mini.environment, NIX_PATH: '' })).toBe(ahead);
  const author = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];
  await mini.run('git', ...author, '-C', configuration, 'commit', '--allow-empty', '-qm', 'again');
  expect(await keyOf(configuration, WITH_VIM)).not.toBe(ahead);
});

test('where the nixpkgs is fetched, or nobody says which, there is no key', async () => {
  for (const NIX_PATH of [
    '',
    'nixpkgs=https://nowhere.invalid/x.tar.xz',
    'nixpkgs=flake:nixpkgs',
    '/nowhere',
  ]) {
    expect(
      await keyOf(mini.places.configuration, WITH_VIM, { ...mini.environment, NIX_PATH }),
    ).toBeUndefined();
  }
});

test('an evaluation is remembered until a file elsewhere changes, or its derivation is collected', async () => {
  const configuration = await copyOfMachine('remembered');
  const elsewhere = join(mini.root, 'elsewhere.nix');
  writeFileSync(elsewhere, '{ services.blueman.enable = true; }');
  writeFileSync(join(configuration, 'hardware-configuration.nix'), '{ imports = [ ../elsewhere.nix ]; }');
  const places = { ...mini.places, configuration };
  const cache = evaluationCache(places);
  const key = (await keyOf(configuration, WITH_VIM)) as string;
  const ahead = async () => {
    const temporary = join(mini.root, 'cache');
    await using shadow = await shadowConfiguration(places, WITH_VIM, temporary, mini.environment, never);
    const { folder, asOriginal } = shadow;
    const done = await evaluator(places, mini.environment).evaluate({ folder, host: 'mini' }, never);
    if (done.type !== 'evaluated') throw new Error(done.output);
    return { ...done, files: done.files.map(asOriginal) };
  };
  expect(cache.find(key)).toBeUndefined();
  const first = await ahead();
  expect(first.files).toContain(elsewhere);
  expect(first.files).toContain(join(configuration, 'ask-nix.nix'));
  cache.keep(key, first);
  expect(cache.find(key)).toEqual(first);
  writeFileSync(elsewhere, '{ services.blueman.enable = false; }');
  expect(cache.find(key)).toBeUndefined();
  const second = await ahead();
  expect(second.derivation).not.toBe(first.derivation);
  cache.keep(key, second);
  expect(cache.find(key)).toEqual(second);
  await mini.run('nix-store', '--delete', second.derivation);
  expect(cache.find(key)).toBeUndefined();
});

test('only so many are remembered', async () => {
  const cache = evaluationCache(mini.places);
  const done = await evaluator(mini.places, mini.environment).evaluate(
    { folder: mini.places.configuration, host: 'mini' },
    never,
  );
  if (done.type !== 'evaluated') throw new Error(done.output);
  for (let key = 0; key < 21; key++) cache.keep(String(key), done);
  expect([cache.find('0'), cache.find('1')?.type, cache.find('20')?.type]).toEqual([
    undefined,
    'evaluated',
    'evaluated',
  ]);
});
