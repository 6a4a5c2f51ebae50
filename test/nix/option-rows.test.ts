import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundledServices } from '#catalogue/bundled-settings.ts';
import type { OptionType } from '#catalogue/option.ts';
import { writeManaged } from '../mini-nixos/folders.ts';
import { knownOptions, partsOf } from '../mini-nixos/tables.ts';
import { type MiniSystem, miniSystem } from './mini-system.ts';

const MODULE = join(import.meta.dirname, '../../nix/ask-nix.nix');
const ROWS = join(import.meta.dirname, '../mini-nixos/rows.nix');
let mini: MiniSystem;

beforeAll(async () => {
  mini = await miniSystem({ past: [], daemon: false });
});
afterAll(() => mini[Symbol.asyncDispose]());

interface Row {
  path: string;
  folder: string;
  value: unknown;
}

/** A value of the type that is not what it is without us. */
function otherValue(type: OptionType, was: unknown): unknown {
  switch (type.kind) {
    case 'boolean':
      return was !== true;
    case 'integer':
      return was === type.least ? type.most : type.least;
    case 'choice':
      return type.values.find((value) => value !== was);
    case 'text':
      return was === type.example ? `${type.example}2` : type.example;
    case 'list':
      return [otherValue(type.of, undefined)];
  }
}

function rows(): Row[] {
  return [...knownOptions()].map(([path, { type, default: was }], index) => ({
    path,
    folder: join(mini.root, 'rows', String(index)),
    value: otherValue(type, was),
  }));
}

async function evaluateAll(all: readonly Row[]): Promise<{ value: unknown; system: string }[]> {
  const list = join(mini.root, 'rows/rows.json');
  writeFileSync(list, JSON.stringify(all.map(({ path, folder }) => ({ folder, path: partsOf(path) }))));
  const argv = ['nix-instantiate', '--eval', '--strict', '--json', ROWS];
  const args = ['--arg', 'rows', list, '--arg', 'base', join(mini.root, 'rows')];
  const { stdout, stderr } = await mini.run(...argv, ...args);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

test('each option that ask-nix knows is set, seen, and undone', async () => {
  const all = rows();
  expect(all.length).toBeGreaterThan(320);
  for (const { folder, path, value } of all) {
    mkdirSync(folder, { recursive: true });
    cpSync(MODULE, join(folder, 'ask-nix.nix'));
    writeManaged(folder, { options: { [path]: value } });
  }
  writeFileSync(join(mini.root, 'rows/by-hand.nix'), '{ networking.firewall.allowedTCPPorts = [ 22 ]; }');
  const set = await evaluateAll(all);
  for (const { folder } of all) writeManaged(folder, {});
  const undone = await evaluateAll(all);
  const before = undone[0]?.system;
  expect(new Set(undone.map(({ system }) => system))).toEqual(new Set([before]));
  all.forEach(({ path, value }, index) => {
    const seen = set[index]?.value;
    if (Array.isArray(value)) expect(seen, path).toEqual(expect.arrayContaining(value));
    else expect(seen, path).toBe(value);
    expect(set[index]?.system, path).not.toBe(before);
  });
});

test('each service that ask-nix knows is enabled by its option', async () => {
  const services = bundledServices();
  mini.configure({ options: Object.fromEntries(services.map(({ option }) => [option, true])) });
  const toplevel = (await mini.build()).stdout.trim();
  const units = readdirSync(join(toplevel, 'etc/systemd/system')).map((file) => file.replace('.service', ''));
  expect(units.sort()).toEqual(services.map(({ unit }) => unit).sort());
});

test.each([
  ['services.printing.enable', true],
  ['networking.firewall.allowedTCPPorts', [8080]],
  ['services.xserver.autoRepeatDelay', 300],
  ['time.timeZone', 'Europe/Berlin'],
  ['networking.networkmanager.wifi.backend', 'iwd'],
])('%s is built, is in the system, and undone the system is as before', async (path, value) => {
  mini.configure({});
  const before = (await mini.build()).stdout;
  mini.configure({ options: { [path]: value } });
  const { stdout } = await mini.build();
  expect(stdout).not.toBe(before);
  const options = JSON.parse(readFileSync(join(stdout.trim(), 'etc/mini/options.json'), 'utf8'));
  expect(partsOf(path).reduce((at, part) => at[part], options)).toEqual(value);
  mini.configure({});
  expect((await mini.build()).stdout).toBe(before);
});
