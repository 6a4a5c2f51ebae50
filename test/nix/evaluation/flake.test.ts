import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Attribute } from '#nix/attribute.ts';
import { intendToAdd } from '#nix/configuration/intent-to-add.ts';
import { type Evaluator, evaluator } from '#nix/evaluation/evaluator.ts';
import { OptionPath } from '#nix/names.ts';
import { flakeConfiguration } from '../flake-configuration.ts';
import { type MiniSystem, miniSystem } from '../mini-system.ts';

const never = new AbortController().signal;
let mini: MiniSystem;
let nix: Evaluator;
let folder: string;

beforeAll(async () => {
  mini = await miniSystem({ past: [] });
  nix = evaluator(mini.places, mini.environment);
  folder = await flakeConfiguration(mini, 'flake');
});
afterAll(() => mini[Symbol.asyncDispose]());

test('a flake is evaluated for this machine, offline, kept, and nothing is written to its folder', async () => {
  const keptBy = join(mini.root, 'kept');
  const done = await nix.evaluate({ folder, host: 'mini', keptBy, offline: true }, never);
  if (done.type !== 'evaluated') throw new Error(done.output);
  const { stdout } = await mini.run('nix-store', '-q', '--outputs', done.derivation);
  expect(done.output).toBe(stdout.trim());
  expect((await mini.run('nix-store', '-q', '--roots', done.derivation)).stdout).toContain(keptBy);
  expect((await mini.run('git', '-C', folder, 'status', '--porcelain')).stdout).toBe('?? ask-nix.json\n');
});

test('a package of a flake, and a machine that it has no system for', async () => {
  const hello = Attribute.parse('hello');
  expect(await nix.evaluate({ folder, host: 'mini', package: hello }, never)).toMatchObject({
    derivation: expect.stringMatching(/-hello-[\d.]+\.drv$/),
  });
  expect(await nix.evaluate({ folder, host: 'other', offline: true }, never)).toMatchObject({
    type: 'failed',
    output: expect.stringContaining('nixosConfigurations."other"'),
  });
  await expect(nix.evaluate({ folder, host: 'a".b' }, never)).rejects.toMatchObject({ code: 'bad-state' });
  const odd = { folder: `${folder}#x`, host: 'mini' };
  await mini.run('cp', '-r', folder, odd.folder);
  await expect(nix.evaluate(odd, never)).rejects.toMatchObject({ code: 'bad-state' });
});

test('what we manage counts once git knows of it, and values are told with the files of the folder', async () => {
  const path = OptionPath.parse('services.printing.enable');
  const { packages, options } = { packages: ['vim'], options: { [path]: true } };
  writeFileSync(join(folder, 'ask-nix.json'), JSON.stringify({ version: 1, packages, options }));
  const read = async () => {
    const done = await nix.values({ folder, host: 'mini' }, { options: [path], packages: true }, never);
    if (done.type !== 'values') throw new Error(done.output);
    return done.values;
  };
  expect((await read()).options[0]).toMatchObject({ value: false });
  await intendToAdd({ configuration: folder }, mini.environment, never);
  const { options: found, packages: listed } = await read();
  expect(found[0]).toMatchObject({ value: true, files: [join(folder, 'ask-nix.nix')] });
  expect(listed).toContainEqual({ file: join(folder, 'ask-nix.nix'), names: ['vim'] });
});
