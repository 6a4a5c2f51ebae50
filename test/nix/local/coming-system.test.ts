import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { comingSystem } from '#nix/systems/local/coming-system.ts';

const store = mkdtempSync(join(tmpdir(), 'ask-nix-coming-'));
afterAll(() => rmSync(store, { recursive: true }));

const at = (name: string) => join(store, `${'a'.repeat(32)}-${name}`);
const text = (value: string) => JSON.stringify(value);

/** Writes the recipe of `name`. */
function recipe(name: string, inputs: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const made = `[("out",${text(at(name))},"","")]`;
  const from = inputs.map((input) => `(${text(at(`${input}.drv`))},["out"])`).join(',');
  const told = Object.entries(environment).map(([key, value]) => `(${text(key)},${text(value)})`);
  const derivation = `Derive(${made},[${from}],[],"x86_64-linux","/bin/sh",[],[${told.join(',')}])`;
  writeFileSync(at(`${name}.drv`), derivation);
}

/** As NixOS is made. */
function system(path: Readonly<Record<string, string>>): string {
  const told = { version: 1, packages: { 'kdePackages.kate': at('kate-25.08') }, options: {} };
  recipe('etc-ask-nix-managed.json', [], { text: JSON.stringify(told), passAsFile: 'text' });
  recipe('system-units', [
    'stdenv-linux',
    'unit-nginx.service',
    'unit-dbus.service-disabled',
    'unit-x.timer',
  ]);
  recipe('etc', ['system-units', 'etc-ask-nix-managed.json']);
  recipe('system-path', ['perl-5.42', 'kate-25.08', 'git-2.51'], path);
  recipe('nixos-system-mini-26.05', ['etc', 'system-path', 'linux-6.12']);
  return at('nixos-system-mini-26.05.drv');
}

const kate = { attribute: 'kdePackages.kate', version: '25.08', path: at('kate-25.08') };

it('tells packages and services from what NixOS makes a system of', () => {
  const pkgs = JSON.stringify([
    { paths: [at('git-2.51'), at('git-2.51-doc')], priority: 5 },
    { paths: [at('kate-25.08')], priority: 5 },
  ]);
  expect(comingSystem(system({ pkgs }))).toEqual({
    software: [{ attribute: 'git', version: '2.51', path: at('git-2.51') }, kate],
    services: new Set(['nginx']),
  });
});

it('takes what the path is made from where it does not say what is linked', () => {
  const { software } = comingSystem(system({ __json: '{}' })) ?? {};
  expect(software?.map(({ attribute }) => attribute)).toEqual(['git', 'kdePackages.kate', 'perl']);
});

it('tells nothing of a recipe that is gone, or of another form', () => {
  const derivation = system({});
  rmSync(at('etc.drv'));
  expect(comingSystem(derivation)).toBeUndefined();
  writeFileSync(derivation, 'Derive(');
  expect(comingSystem(derivation)).toBeUndefined();
  expect(comingSystem(at('nowhere.drv'))).toBeUndefined();
});
