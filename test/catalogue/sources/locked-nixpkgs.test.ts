import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '#base/run-program.ts';
import { lockedNixpkgs, lockedRevision } from '#catalogue/sources/locked-nixpkgs.ts';
import { sourceStorePath } from '#catalogue/sources/source-store-path.ts';

const REVISION = '0123456789abcdef0123456789abcdef01234567';
const HASH = 'sha256-h4gyzSK14DjhF7cBN4VY+Km2ytc4Gg5tV6noZdNPhaY=';

let root: string;
const places = () => ({
  store: join(root, 'store'),
  state: join(root, 'state'),
  run: join(root, 'run'),
  configuration: join(root, 'etc'),
});

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ask-nix-locked-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function writeFlake(lock: object): void {
  write('etc/flake.nix', '{ }');
  write('etc/flake.lock', JSON.stringify(lock));
}

const node = (rev: string) => ({ locked: { type: 'github', rev, narHash: HASH } });

describe('the nixpkgs in use', () => {
  it('is the one that the flake locks, before all others', () => {
    write('state/profiles/per-user/root/channels/nixos/.git-revision', 'of the channel');
    writeFlake({
      version: 7,
      root: 'root',
      nodes: {
        root: { inputs: { nixpkgs: 'nixpkgs_2' } },
        nixpkgs: node('other'),
        nixpkgs_2: node(REVISION),
      },
    });
    expect(lockedNixpkgs(places())).toEqual({ revision: REVISION });
  });

  it('is found where an input follows another', () => {
    const nodes = {
      root: { inputs: { nixpkgs: ['home', 'nixpkgs'], home: 'home' } },
      home: { inputs: { nixpkgs: 'n' } },
      n: node(REVISION),
    };
    writeFlake({ root: 'root', nodes });
    expect(lockedRevision(places())).toBe(REVISION);
  });

  it('is known by its hash where it has no revision, and where its sources are', () => {
    const locked = { type: 'path', narHash: HASH };
    writeFlake({ root: 'root', nodes: { root: { inputs: { nixpkgs: 'n' } }, n: { locked } } });
    const folder = sourceStorePath(HASH, places().store) as string;
    mkdirSync(folder, { recursive: true });
    expect(lockedNixpkgs(places())).toEqual({ revision: HASH, folder });
  });

  it.each([
    ['leads in a circle', { root: { inputs: { nixpkgs: ['nixpkgs'] } } }],
    ['has no nixpkgs', { root: {} }],
    ['names a node that is not there', { root: { inputs: { nixpkgs: 'n' } } }],
    ['is of another form', 'nodes'],
  ])('is looked for elsewhere when the lock %s', (_, nodes) => {
    writeFlake({ root: 'root', nodes });
    write('run/current-system/nixos-version', '25.11.20251101.abcdef1\n');
    expect(lockedNixpkgs(places())).toEqual({ revision: 'abcdef1' });
  });

  it.each(['.git-revision', 'svn-revision', '.version-suffix'])("is told by a channel's %s", (file) => {
    write(`state/profiles/per-user/root/channels/nixos/${file}`, `${REVISION}\n`);
    const folder = join(root, 'state/profiles/per-user/root/channels/nixos');
    expect(lockedNixpkgs(places())).toEqual({ revision: REVISION, folder });
  });

  it('is named as the running system when nothing else tells', () => {
    write('run/current-system/nixos-version', '25.11pre-git');
    expect(lockedRevision(places())).toBe('25.11pre-git');
  });

  it('is unknown where there is no NixOS', () => {
    expect(lockedRevision(places())).toBeUndefined();
  });
});

describe('the place of sources in the store', () => {
  it('is where Nix itself puts them', async () => {
    write('source/default.nix', '{ }');
    const of = (name: string) => join(root, 'nix', name);
    const environment = {
      PATH: process.env.PATH ?? '',
      NIX_STORE_DIR: of('store'),
      NIX_STATE_DIR: of('state'),
      NIX_LOG_DIR: of('log'),
      NIX_CONF_DIR: of('etc'),
    };
    const ask = async (...argv: [string, ...string[]]) => {
      const { stdout } = await runProgram(argv, '', new AbortController().signal, { environment });
      return stdout.toString().trim();
    };
    const hex = await ask('nix-hash', '--type', 'sha256', join(root, 'source'));
    const put = await ask('nix-store', '--add', join(root, 'source'));
    expect(sourceStorePath(`sha256-${Buffer.from(hex, 'hex').toString('base64')}`, of('store'))).toBe(put);
  });

  it.each(['', 'sha256-', 'sha512-abc', `${HASH}\n`, '../..'])('is nowhere for %j', (hash) => {
    expect(sourceStorePath(hash, '/nix/store')).toBeUndefined();
  });
});
