import { lstatSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '#base/lock-file.ts';
import { bundledPackages } from '#catalogue/bundled-packages.ts';
import type { Package } from '#catalogue/package.ts';
import { packageIndex } from '#catalogue/package-index.ts';
import { type CatalogueSetting, catalogueSource } from '#catalogue/sources/open-catalogue.ts';
import type { CatalogueOptions } from '#catalogue/sources/options.ts';
import { manyPackages } from '../many-packages.ts';
import { packagesJson, writePackagesJson } from './packages-json.ts';

const never = new AbortController().signal;
const bundled = packageIndex(bundledPackages());
/** The bundled ones are the first of many. */
const packages = manyPackages(bundled.size + 500);

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ask-nix-sources-'));
  say('run/current-system/nixos-version', '25.11.20251101.abcdef1');
});
afterEach(() => rmSync(root, { recursive: true }));

function say(path: string, content: string): string {
  const file = join(root, path);
  let folder = root;
  for (const name of path.split('/').slice(0, -1)) {
    folder = join(folder, name);
    mkdirSync(folder, { recursive: true });
  }
  writeFileSync(file, content);
  return file;
}

/** The private store of this test. */
function environment(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: root,
    NIX_STORE_DIR: join(root, 'nix/store'),
    NIX_STATE_DIR: join(root, 'nix/var/nix'),
    NIX_LOG_DIR: join(root, 'nix/log'),
    NIX_CONF_DIR: join(root, 'nix/etc'),
    NIX_PATH: `nixpkgs=${join(root, 'nixpkgs')}`,
  };
}

function open(options: CatalogueOptions, more: Partial<CatalogueSetting> = {}) {
  const places = {
    store: join(root, 'nix/store'),
    state: join(root, 'nix/var/nix'),
    run: join(root, 'run'),
    configuration: join(root, 'etc'),
  };
  const cache = join(root, 'cache');
  return catalogueSource({
    options,
    places,
    cache,
    environment: environment(),
    offline: false,
    bundled,
    ...more,
  });
}

const json = (all: readonly Package[]) => [...packagesJson(all)].join('');

describe('a list in a file', () => {
  it('is taken over by who uses the catalogue, and is there at the next start', async () => {
    const file = join(root, 'packages.json.br');
    await writePackagesJson(file, packages);
    const source = open({ kind: 'file', file });
    const { packages: index } = source;
    expect([source.has(), index.size]).toEqual(['bundled', bundled.size]);
    expect(await source.refresh(never)).toEqual({
      type: 'renewed',
      packages: packages.length,
      passedOver: 0,
    });
    expect([source.has(), index.size]).toEqual(['current', packages.length]);
    expect(index.search('fire fox', 3)[0]?.package.attribute).toBe('firefox');
    expect(await source.refresh(never)).toEqual({ type: 'current' });

    const next = open({ kind: 'file', file });
    expect([next.has(), next.packages.size]).toEqual(['current', packages.length]);
    expect(next.packages.byAttribute(packages.at(-1)?.attribute as string)?.version).toBe(
      packages.at(-1)?.version,
    );
  });

  it('that is another now is read again; until then the earlier one is used', async () => {
    const file = say('packages.json', json(packages.slice(0, 5)));
    await open({ kind: 'file', file }).refresh(never);
    say('packages.json', json(packages.slice(0, 9)));
    const source = open({ kind: 'file', file });
    expect([source.has(), source.packages.size]).toEqual(['earlier', 5]);
    await source.refresh(never);
    expect([source.has(), source.packages.size]).toEqual(['current', 9]);
  });

  it('has its hostile records passed over', async () => {
    const hostile = {
      '$(reboot)': { name: 'a' },
      '../../etc': { name: 'a' },
      good: { name: 'good-1', version: '1' },
    };
    const source = open({ kind: 'file', file: say('packages.json', JSON.stringify(hostile)) });
    expect(await source.refresh(never)).toEqual({ type: 'renewed', packages: 1, passedOver: 2 });
    expect(source.packages.all().map(({ attribute }) => attribute)).toEqual(['good']);
  });

  it.each([
    ['is not there', 'none.json', ''],
    ['is not compressed as it is called', 'packages.json.br', '{}'],
    ['is no list', 'packages.json', '<html>'],
    ['has no package', 'packages.json', '{"packages":{}}'],
  ])('that %s is told, and what there was stays', async (_, name, content) => {
    if (content) say(name, content);
    const source = open({ kind: 'file', file: join(root, name) });
    expect(await source.refresh(never)).toMatchObject({ type: 'failed', code: 'bad-state' });
    expect([source.has(), source.packages.size]).toEqual(['bundled', bundled.size]);
  });

  it('is made again where what was stored is damaged', async () => {
    const file = say('packages.json', json(packages.slice(0, 5)));
    await open({ kind: 'file', file }).refresh(never);
    writeFileSync(join(root, 'cache/packages'), 'something else');
    const source = open({ kind: 'file', file });
    expect(source.has()).toBe('bundled');
    expect(await source.refresh(never)).toMatchObject({ type: 'renewed', packages: 5 });
  });

  it('is made by one process at a time', async () => {
    const file = say('packages.json', json(packages.slice(0, 5)));
    using _ = takeLock(join(root, 'cache/packages.lock')) as Disposable;
    expect(await open({ kind: 'file', file }).refresh(never)).toEqual({ type: 'busy' });
  });

  it('is made by the next when its maker is killed', async () => {
    const file = say('packages.json', json(packages));
    const source = open({ kind: 'file', file });
    const refreshing = source.refresh(never);
    process.kill(await makerAtWork(), 'SIGKILL');
    expect(await refreshing).toMatchObject({ type: 'failed', code: 'died' });
    expect(source.has()).toBe('bundled');
    expect(await source.refresh(never)).toMatchObject({ type: 'renewed', packages: packages.length });
  });

  async function makerAtWork(): Promise<number> {
    const lock = join(root, 'cache/packages.lock');
    while (!lstatSync(lock, { throwIfNoEntry: false })) await setTimeout(2);
    return Number(readlinkSync(lock).split(' ')[0]);
  }

  it('is no longer waited for when that is given up', async () => {
    const file = say('packages.json', json(packages));
    const refreshing = open({ kind: 'file', file }).refresh(AbortSignal.timeout(50));
    await expect(refreshing).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('an evaluation', () => {
  const RECIPES = `{ ... }:
    let package = pname: version: meta: derivation { name = "\${pname}-\${version}"; system = "x86_64-linux"; builder = "/bin/sh"; }
      // { inherit pname version meta; };
    in {
      firefox = package "firefox" "200.0" { description = "Browses"; mainProgram = "firefox"; };
      inSet = { recurseForDerivations = true; tool = package "tool" "1" { description = "Tools"; unfree = true; }; };
      bad = throw "not for this machine";
    }`;

  it('by the Nix that is here gives what nixpkgs has, once for each revision', async () => {
    say('nixpkgs/default.nix', RECIPES);
    const source = open({ kind: 'evaluation' });
    expect(await source.refresh(never)).toEqual({ type: 'renewed', packages: 2, passedOver: 0 });
    expect(source.packages.byAttribute('firefox')).toMatchObject({
      version: '200.0',
      spoken: ['firefox', 'fire fox'],
    });
    expect(source.packages.byAttribute('inSet.tool')).toMatchObject({ unfree: true, description: 'Tools' });
    expect(await source.refresh(never)).toEqual({ type: 'current' });
    say('run/current-system/nixos-version', '25.11.20251201.abcdef2');
    expect(source.has()).toBe('earlier');
  });

  it('is of the channel where there is one', async () => {
    say('nix/var/nix/profiles/per-user/root/channels/nixos/default.nix', RECIPES);
    say('nix/var/nix/profiles/per-user/root/channels/nixos/.git-revision', 'abc');
    expect(await open({ kind: 'evaluation' }).refresh(never)).toMatchObject({ packages: 2 });
  });

  it('that fails says why', async () => {
    say('nixpkgs/default.nix', '{ ... }: assert false; { }');
    expect(await open({ kind: 'evaluation' }).refresh(never)).toMatchObject({
      type: 'failed',
      code: 'refused',
      message: expect.stringContaining('assertion'),
    });
    // Somebody else is told, who asks for what is not found or has the doctor look.
    const { has, last } = open({ kind: 'evaluation' }).state();
    expect([has, last]).toMatchObject([
      'bundled',
      { outcome: 'failed', message: expect.stringContaining('assertion') },
    ]);
  });

  it('needs Nix', async () => {
    const none = { ...environment(), PATH: root };
    expect(await open({ kind: 'evaluation' }, { environment: none }).refresh(never)).toMatchObject({
      code: 'not-installed',
    });
  });
});

describe('an address', () => {
  it('is fetched by Nix', async () => {
    const text = json(packages.slice(0, 7));
    await using server = createServer((_, response) => response.end(text));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const source = open({ kind: 'url', url: `http://127.0.0.1:${port}/packages.json?channel` });
    expect(await source.refresh(never)).toMatchObject({ type: 'renewed', packages: 7 });
  });

  it('that does not answer is told', async () => {
    const url = 'http://127.0.0.1:1/packages.json';
    const source = open(
      { kind: 'url', url },
      { environment: { ...environment(), NIX_CONFIG: 'download-attempts = 1' } },
    );
    expect(await source.refresh(never)).toMatchObject({ type: 'failed', code: 'refused' });
  });

  it('is not fetched offline', async () => {
    const source = open({ kind: 'url', url: 'https://example.org/packages.json.br' }, { offline: true });
    expect(await source.refresh(never)).toEqual({ type: 'offline' });
    expect(source.state()).toMatchObject({ has: 'bundled', last: { outcome: 'offline' } });
  });
});

it('what we bring needs nothing', async () => {
  const source = open({ kind: 'bundled' });
  expect(source.has()).toBe('bundled');
  expect(await source.refresh(never)).toEqual({ type: 'current' });
});
