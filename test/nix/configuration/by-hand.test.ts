import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Attribute } from '#nix/attribute.ts';
import { optionByHand, packageByHand } from '#nix/configuration/by-hand.ts';
import { imported } from '#nix/configuration/imported.ts';
import { type Evaluator, evaluator } from '#nix/evaluation/evaluator.ts';
import { OptionPath } from '#nix/names.ts';
import { flakeConfiguration } from '../flake-configuration.ts';
import { type MiniSystem, miniSystem } from '../mini-system.ts';

const never = new AbortController().signal;
const git = Attribute.parse('git');
const openssh = OptionPath.parse('services.openssh.enable');
let mini: MiniSystem;
let nix: Evaluator;

beforeAll(async () => {
  mini = await miniSystem({ past: [] });
  nix = evaluator(mini.places, mini.environment);
});
afterAll(() => mini[Symbol.asyncDispose]());

/** The line of `file` that has `text`. */
const lineOf = (file: string, text: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

test('what is written by hand is found with file and line, a comment that looks like it is not', () => {
  const file = join(mini.places.configuration, 'configuration.nix');
  expect(packageByHand(mini.places, git)).toEqual([{ file, line: lineOf(file, 'pkgs.git') }]);
  expect(optionByHand(mini.places, openssh)).toEqual([{ file, line: lineOf(file, 'services.openssh') }]);
  expect(packageByHand(mini.places, Attribute.parse('vim'))).toEqual([]);
});

test('in files below, and in those that an evaluation tells', () => {
  const configuration = join(mini.root, 'several');
  mkdirSync(join(configuration, 'more/.git'), { recursive: true });
  const file = join(configuration, 'more/x.nix');
  writeFileSync(file, '{ pkgs, ... }: {\n  users.users.me.packages = [ pkgs.git ];\n}');
  writeFileSync(join(configuration, 'more/.git/y.nix'), '[ pkgs.git ]');
  writeFileSync(join(configuration, 'ask-nix.nix'), '[ pkgs.git ]');
  writeFileSync(join(configuration, 'a.nix'), '{ x = pkgs.git; }');
  symlinkSync('/nowhere', join(configuration, 'b.nix'));
  const other = join(configuration, 'a.nix');
  expect(packageByHand({ configuration }, git)).toEqual([
    { file, line: 2 },
    { file: other, line: 1 },
  ]);
  expect(packageByHand({ configuration }, git, [other, '/nowhere.nix'])).toEqual([{ file: other, line: 1 }]);
});

async function filesOf(folder: string): Promise<{ files: readonly string[] }> {
  const done = await nix.evaluate({ folder, host: 'mini' }, never);
  if (done.type !== 'evaluated') throw new Error(done.output);
  return done;
}

test('whether our module is imported is told by evaluating, of channels and of a flake', async () => {
  expect(imported(mini.places, await filesOf(mini.places.configuration))).toEqual({ type: 'imported' });
  expect(imported(mini.places)).toEqual({ type: 'imported' });
  const configuration = await flakeConfiguration(mini, 'flake');
  expect(imported({ configuration }, await filesOf(configuration))).toEqual({ type: 'imported' });
});

test('a configuration that does not import it: what to write, and where', async () => {
  const configuration = join(mini.root, 'foreign');
  const file = join(configuration, 'configuration.nix');
  await mini.run('cp', '-r', mini.places.configuration, configuration);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(' ./ask-nix.nix', ' /* ./ask-nix.nix */'));
  const wanted = {
    type: 'needs-import',
    file,
    line: lineOf(file, 'imports'),
    text: './ask-nix.nix',
    hasModule: true,
  };
  expect(imported({ configuration }, await filesOf(configuration))).toEqual(wanted);
  expect(imported({ configuration })).toEqual(wanted);
  writeFileSync(file, '{ ... }: { }');
  expect(imported({ configuration }, await filesOf(configuration))).toEqual({
    type: 'needs-import',
    file,
    text: 'imports = [ ./ask-nix.nix ];',
    hasModule: true,
  });
});
