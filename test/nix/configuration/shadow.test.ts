import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Attribute } from '#nix/attribute.ts';
import { intendToAdd } from '#nix/configuration/intent-to-add.ts';
import { readManaged, writeManaged } from '#nix/configuration/managed-file.ts';
import { shadowConfiguration } from '#nix/configuration/shadow.ts';
import { type Evaluator, evaluator } from '#nix/evaluation/evaluator.ts';
import { EMPTY_CONFIG, type ManagedConfig } from '#nix/managed-config.ts';
import { OptionPath } from '#nix/names.ts';
import { flakeConfiguration } from '../flake-configuration.ts';
import { type MiniSystem, miniSystem } from '../mini-system.ts';

const never = new AbortController().signal;
let mini: MiniSystem;
let nix: Evaluator;
let temporary: string;

beforeAll(async () => {
  mini = await miniSystem({ past: [] });
  nix = evaluator(mini.places, mini.environment);
  temporary = join(mini.root, 'cache');
});
afterAll(() => mini[Symbol.asyncDispose]());

const PROPOSED: ManagedConfig = {
  ...EMPTY_CONFIG,
  packages: [Attribute.parse('vim')],
  options: { [OptionPath.parse('services.printing.enable')]: true },
};

const shadowOf = (configuration: string) =>
  shadowConfiguration({ configuration }, PROPOSED, temporary, mini.environment, never);

async function derivationOf(folder: string): Promise<string> {
  const done = await nix.evaluate({ folder, host: 'mini' }, never);
  if (done.type !== 'evaluated') throw new Error(done.output);
  return done.derivation;
}

/** All that is in a folder, as a text. */
const contentOf = (folder: string) =>
  execFileSync('tar', ['-c', '--sort=name', '-C', folder, '.'], { encoding: 'latin1' });

test('the copy evaluates to what the folder itself will, and nothing in that is touched', async () => {
  const configuration = join(mini.root, 'machines/nixos');
  await mini.run('mkdir', '-p', join(mini.root, 'machines/common'));
  await mini.run('cp', '-r', mini.places.configuration, configuration);
  writeFileSync(join(mini.root, 'machines/common/default.nix'), '{ services.blueman.enable = true; }');
  writeFileSync(join(mini.root, 'machines/time.nix'), '{ time.timeZone = "Europe/Vienna"; }');
  mkdirSync(join(configuration, 'more'));
  writeFileSync(join(configuration, 'more/default.nix'), '{ imports = [ ../../common ../linked.nix ]; }');
  symlinkSync('../time.nix', join(configuration, 'linked.nix'));
  const byHand = join(configuration, 'configuration.nix');
  writeFileSync(byHand, readFileSync(byHand, 'utf8').replace('./ask-nix.nix', './ask-nix.nix ./more'));
  const before = contentOf(configuration);

  const shadow = await shadowOf(configuration);
  const ahead = await derivationOf(shadow.folder);
  expect(contentOf(configuration)).toBe(before);
  expect(shadow.skipped).toEqual([]);
  expect(statSync(join(temporary, readdirSync(temporary)[0] as string)).mode & 0o777).toBe(0o700);
  await shadow[Symbol.asyncDispose]();
  expect(readdirSync(temporary)).toEqual([]);
  expect(existsSync(join(mini.root, 'machines/time.nix'))).toBe(true);

  expect(await derivationOf(configuration)).not.toBe(ahead);
  writeManaged({ configuration }, PROPOSED, readManaged({ configuration }).hash);
  expect(await derivationOf(configuration)).toBe(ahead);
});

test('so does the copy of a flake in git, which has the same revision and an index of its own', async () => {
  const configuration = await flakeConfiguration(mini, 'flake');
  const index = () => readFileSync(join(configuration, '.git/index'));
  const before = index();
  await using shadow = await shadowOf(configuration);
  const ahead = await derivationOf(shadow.folder);
  expect(index()).toEqual(before);
  writeManaged({ configuration }, PROPOSED, readManaged({ configuration }).hash);
  expect(await derivationOf(configuration)).not.toBe(ahead);
  await intendToAdd({ configuration }, mini.environment, never);
  expect(await derivationOf(configuration)).toBe(ahead);
});

test('a flake in a folder of a repository, reached by a link', async () => {
  const repository = await flakeConfiguration(mini, 'dotfiles');
  await mini.run('mkdir', join(repository, 'machine'));
  const moved = ['flake.nix', 'flake.lock', 'configuration.nix', 'hardware-configuration.nix', 'ask-nix.nix'];
  await mini.run('git', '-C', repository, 'mv', ...moved, 'machine');
  const configuration = join(mini.root, 'linked');
  symlinkSync(join(repository, 'machine'), configuration);
  await using shadow = await shadowOf(configuration);
  const ahead = await derivationOf(shadow.folder);
  writeManaged({ configuration }, PROPOSED, 'absent');
  await intendToAdd({ configuration }, mini.environment, never);
  expect(await derivationOf(configuration)).toBe(ahead);
});

test('files of a flake are told as they are, also by the copy that Nix makes of it', async () => {
  const configuration = await flakeConfiguration(mini, 'told');
  await using shadow = await shadowOf(configuration);
  const source = join(mini.places.store, `${'0'.repeat(32)}-source`);
  const told = (path: string) => shadow.asOriginal(`error: at ${path}:3:5: it is odd`);
  expect(told(`${source}/configuration.nix`)).toBe(
    `error: at ${configuration}/configuration.nix:3:5: it is odd`,
  );
  expect(told(`${source}/lib/modules.nix`)).toContain(source);
});

test('what is no file is skipped and told; what is too much is refused', async () => {
  const configuration = join(mini.root, 'odd');
  await mini.run('cp', '-r', mini.places.configuration, configuration);
  await mini.run('mkfifo', join(configuration, 'pipe'));
  writeFileSync(join(configuration, 'ask-nix.json.new'), 'half');
  {
    await using shadow = await shadowOf(configuration);
    expect(shadow.skipped).toEqual(['pipe']);
    expect(existsSync(join(shadow.folder, 'ask-nix.json.new'))).toBe(false);
  }
  await mini.run('truncate', '-s', '65M', join(configuration, 'film'));
  await expect(shadowOf(configuration)).rejects.toMatchObject({ code: 'bad-state' });
  const controller = new AbortController();
  controller.abort(new Error('enough'));
  const places = { configuration };
  await expect(
    shadowConfiguration(places, PROPOSED, temporary, mini.environment, controller.signal),
  ).rejects.toThrow('enough');
  expect(readdirSync(temporary)).toEqual([]);
});

test('another user makes a copy too: of a repository that is not theirs, without what they may not read', async () => {
  const configuration = await flakeConfiguration(mini, 'of-root');
  const secret = join(configuration, 'secret.nix');
  writeFileSync(secret, '{ }', { mode: 0o600 });
  await mini.run('git', '-C', configuration, 'add', 'secret.nix');
  const below = join(mini.root, 'of-nobody');
  await mini.run('install', '-d', '-o', 'nobody', below);
  const program = join(import.meta.dirname, '../../programs/make-shadow.ts');
  const asNobody = ['setpriv', '--reuid=nobody', '--clear-groups', process.execPath, program];
  const { stdout, stderr } = await mini.run(...asNobody, configuration, below);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    skipped: ['secret.nix'],
    files: expect.arrayContaining(['.git', 'ask-nix.json', 'ask-nix.nix', 'configuration.nix', 'flake.nix']),
  });
});
