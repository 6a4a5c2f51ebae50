import { existsSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActivityRecord } from '#nix/activity.ts';
import { Attribute } from '#nix/attribute.ts';
import { type Evaluator, evaluator } from '#nix/evaluation/evaluator.ts';
import { OptionPath } from '#nix/names.ts';
import { type MiniSystem, miniSystem } from '../mini-system.ts';

const never = new AbortController().signal;
let mini: MiniSystem;
let nix: Evaluator;

beforeAll(async () => {
  mini = await miniSystem({ past: [] });
  nix = evaluator(mini.places, mini.environment);
});
afterAll(() => mini[Symbol.asyncDispose]());

/** A configuration beside the machine's own, with `text` instead of what was written by hand. */
async function folderWith(name: string, text: string, managed: object = {}): Promise<string> {
  const folder = join(mini.root, name);
  await mini.run('cp', '-r', mini.places.configuration, folder);
  writeFileSync(join(folder, 'configuration.nix'), text);
  writeFileSync(
    join(folder, 'ask-nix.json'),
    JSON.stringify({ version: 1, packages: [], options: {}, ...managed }),
  );
  return folder;
}

const BY_HAND = `{ pkgs, ... }: {
  imports = [ ./hardware-configuration.nix ./ask-nix.nix ];
  networking.hostName = "mini";
  environment.systemPackages = [ pkgs.git ];
  services.openssh.enable = true;
}`;

const evaluation = (folder = mini.places.configuration) => ({ folder, host: 'mini' });

test('a configuration becomes a derivation and what it will make, and nothing is built', async () => {
  const records: ActivityRecord[] = [];
  const keptBy = join(mini.root, 'kept');
  const done = await nix.evaluate({ ...evaluation(), keptBy }, never, (record) => records.push(record));
  if (done.type !== 'evaluated') throw new Error(done.output);
  const { stdout } = await mini.run('nix-store', '-q', '--outputs', done.derivation);
  expect(done.output).toBe(stdout.trim());
  expect(existsSync(done.output as string)).toBe(false);
  expect(readlinkSync(keptBy)).toBe(done.derivation);
  const roots = await mini.run('nix-store', '-q', '--roots', done.derivation);
  expect(roots.stdout).toContain(keptBy);
  expect(records.filter(({ type }) => type === 'line')).toEqual([]);
});

test('other channels are what they are told to be, and nixpkgs too', async () => {
  const imports = BY_HAND.replace('imports = [', 'imports = [ <modules/more.nix>');
  const other = join(mini.root, 'modules');
  await mini.run('mkdir', other);
  writeFileSync(join(other, 'more.nix'), '{ networking.domain = "elsewhere"; }');
  const wanted = {
    ...evaluation(await folderWith('channels', imports)),
    nixpkgs: join(mini.root, 'nixpkgs'),
  };
  expect(await nix.evaluate(wanted, never)).toMatchObject({ type: 'failed' });
  const channels = [{ name: 'modules', url: other }];
  const done = await nix.evaluate({ ...wanted, channels }, never);
  if (done.type !== 'evaluated') throw new Error(done.output);
  expect(done.files).toContain(join(other, 'more.nix'));
});

test('a package is evaluated as the configuration has it', async () => {
  const done = await nix.evaluate({ ...evaluation(), package: Attribute.parse('hello') }, never);
  expect(done).toMatchObject({ type: 'evaluated', derivation: expect.stringMatching(/-hello-[\d.]+\.drv$/) });
});

test.each([
  ['unknown', { packages: ['no-such-thing'] }, /no-such-thing/],
  ['broken', { packages: ['broken'] }, /is marked as broken, refusing to evaluate/],
  ['unfree', { packages: ['unfree'] }, /unfree/],
  ['of a wrong type', { options: { 'services.printing.enable': 'yes' } }, /is not of type `boolean'/],
  ['an option of nobody', { options: { 'services.nobody.enable': true } }, /services\.nobody\.enable/],
])('%s: what Nix says is told without colors', async (name, managed, says) => {
  const folder = await folderWith(name, BY_HAND, managed);
  const done = await nix.evaluate(evaluation(folder), never);
  expect(done).toMatchObject({ type: 'failed', exitCode: 1, output: expect.stringMatching(says) });
  expect((done as { output: string }).output).not.toContain('\u001b');
});

test('two files that contradict each other', async () => {
  const folder = await folderWith(
    'contradiction',
    BY_HAND.replace('./ask-nix.nix', './ask-nix.nix { networking.hostName = "b"; }'),
  );
  expect(await nix.evaluate(evaluation(folder), never)).toMatchObject({
    type: 'failed',
    output: expect.stringContaining('has conflicting definition values'),
  });
});

test('an error has its place in the file', async () => {
  const folder = await folderWith(
    'misspelled',
    '{ pkgs, ... }:\n{\n  imports = [ ./ask-nix.nix ];\n  x = pkg;\n}\n',
  );
  expect(await nix.evaluate(evaluation(folder), never)).toMatchObject({
    type: 'failed',
    output: expect.stringContaining("undefined variable 'pkg'"),
    at: { file: join(folder, 'configuration.nix'), line: 4 },
  });
});

test('what does not end is ended: when time is up, and when nobody waits any more', async () => {
  const count = (what: string) => `(builtins.foldl' (n: _: ${what}) 0 (builtins.genList (x: x) 9999))`;
  const endless = `{ ... }: { imports = builtins.seq ${count(`n + ${count('n + 1')}`)} [ ]; }`;
  const folder = await folderWith('endless', endless);
  const impatient = evaluator(mini.places, mini.environment, { limitMs: 300 });
  expect(await impatient.evaluate(evaluation(folder), never)).toMatchObject({
    type: 'failed',
    exitCode: null,
  });
  const why = new Error('enough');
  const controller = new AbortController();
  setTimeout(() => controller.abort(why), 100);
  await expect(nix.evaluate(evaluation(folder), controller.signal)).rejects.toBe(why);
});

test('no Nix is an error with a code', async () => {
  const lost = evaluator(mini.places, { ...mini.environment, PATH: '/nowhere' });
  await expect(lost.evaluate(evaluation(), never)).rejects.toMatchObject({ code: 'not-installed' });
});

test('which value counts in the end, and which file says so', async () => {
  const folder = await folderWith('values', BY_HAND, {
    packages: ['vim'],
    options: { 'networking.hostName': 'ours', 'services.tailscale.enable': true },
  });
  const paths = [
    'networking.hostName',
    'services.tailscale.enable',
    'services.printing.enable',
    'no.such.thing',
  ];
  const done = await nix.values(
    evaluation(folder),
    { options: paths.map((path) => OptionPath.parse(path)), packages: true },
    never,
  );
  if (done.type !== 'values') throw new Error(done.output);
  const [host, tailscale, printing, none] = done.values.options;
  expect(host).toMatchObject({ exists: true, value: 'mini', files: [join(folder, 'configuration.nix')] });
  expect(tailscale).toMatchObject({ value: true, files: [join(folder, 'ask-nix.nix')] });
  expect(printing).toMatchObject({ value: false });
  expect(none).toMatchObject({ exists: false, files: [] });
  const own = done.values.packages.filter(({ file }) => file.startsWith(folder));
  expect(own).toEqual([
    { file: join(folder, 'configuration.nix'), names: ['git'] },
    { file: join(folder, 'ask-nix.nix'), names: ['vim'] },
  ]);
});
