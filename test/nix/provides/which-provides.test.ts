import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundledPackages } from '#catalogue/bundled-packages.ts';
import { packageIndex } from '#catalogue/package-index.ts';
import { providersInNixIndex } from '#nix/provides/nix-index.ts';
import { programsDatabaseOf, providersInDatabase } from '#nix/provides/programs-database.ts';
import { type ProvidesSources, whichProvides } from '#nix/provides/which-provides.ts';
import { writeNixIndex, writeProgramsDatabase } from './databases.ts';

const never = new AbortController().signal;
const SYSTEM = 'x86_64-linux';
const packages = packageIndex(bundledPackages());

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ask-nix-provides-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const at = (name: string) => join(root, name);

async function attributes(program: string, more: Partial<ProvidesSources> = {}, limit = 5) {
  const sources = { packages, installed: [], system: SYSTEM, ...more };
  const { packages: found, troubles } = await whichProvides(program, sources, limit, never);
  return { found: found.map(({ attribute }) => attribute), troubles };
}

describe("a channel's database of commands", () => {
  const ROWS = [
    ['dig', SYSTEM, 'dnsutils'],
    ['dig', SYSTEM, 'bind'],
    ['dig', 'aarch64-darwin', 'other'],
    ['ip', SYSTEM, 'iproute2'],
  ] as const;

  it('tells who brings one on this kind of machine', () => {
    writeProgramsDatabase(at('programs.sqlite'), ROWS);
    expect(providersInDatabase(at('programs.sqlite'), 'dig', SYSTEM)).toEqual(['bind', 'dnsutils']);
    expect(providersInDatabase(at('programs.sqlite'), "'; DROP TABLE Programs; --", SYSTEM)).toEqual([]);
  });

  it('is looked for among the channels of root', () => {
    expect(programsDatabaseOf({ state: root })).toBeUndefined();
    const channel = at('profiles/per-user/root/channels/nixos');
    mkdirSync(channel, { recursive: true });
    writeProgramsDatabase(join(channel, 'programs.sqlite'), ROWS);
    expect(programsDatabaseOf({ state: root })).toBe(join(channel, 'programs.sqlite'));
  });

  it.each([
    ['is not there', () => {}],
    ['is something else', () => writeFileSync(at('programs.sqlite'), 'no database'.repeat(500))],
    ['has other tables', () => new DatabaseSync(at('programs.sqlite')).exec('CREATE TABLE Other (a)')],
  ])('that %s is told', (_, make) => {
    make();
    expect(() => providersInDatabase(at('programs.sqlite'), 'dig', SYSTEM)).toThrow(
      expect.objectContaining({ code: 'bad-state' }),
    );
  });
});

describe('a database of nix-index', () => {
  const long = `/share/${'deep/'.repeat(60)}`;
  const FILES = [
    {
      attribute: 'bind',
      files: [
        ['/bin', '0d'],
        ['/bin/dig', '14336x'],
        ['/bin/digger', '10x'],
        [`${long}a`, '1r'],
        [`${long}b`, '1r'],
        ['/share', '0d'],
      ],
    },
    { attribute: 'links', files: [['/bin/dig', '/nix/store/x/bin/digs']] },
    { attribute: 'needed', toplevel: false, files: [['/bin/dig', '5x']] },
    {
      attribute: 'a-book',
      files: [
        ['/bin/dig', '5r'],
        ['/share/bin/dig', '5x'],
      ],
    },
    { attribute: 'empty', files: [['/bin/di', '5x']] },
  ] as const;

  it('tells who has a command in bin, and nothing else of that name', async () => {
    writeNixIndex(at('files'), FILES);
    expect(await providersInNixIndex(at('files'), 'dig', never)).toEqual(['bind', 'links']);
    expect(await providersInNixIndex(at('files'), 'digger', never)).toEqual(['bind']);
    expect(await providersInNixIndex(at('files'), 'di', never)).toEqual(['empty']);
    expect(await providersInNixIndex(at('files'), 'none', never)).toEqual([]);
  });

  it.each([
    ['is not there', () => {}],
    ['is empty', () => writeFileSync(at('files'), '')],
    ['is of another version', () => changed((bytes) => bytes.fill(2, 4, 5))],
    ['is damaged', () => changed((bytes) => bytes.fill(0xff, 20))],
    ['is cut off', () => changed((bytes) => bytes.subarray(0, bytes.length - 20))],
  ])('that %s is told', async (_, make) => {
    make();
    await expect(providersInNixIndex(at('files'), 'dig', never)).rejects.toMatchObject({ code: 'bad-state' });
  });

  it('of any bytes ends in an answer', async () => {
    const start = Buffer.from('NIXI\u0001\0\0\0\0\0\0\0', 'latin1');
    for (let seed = 1; seed <= 40; seed++) {
      const bytes = Buffer.from({ length: 3000 } as ArrayLike<number>).map(
        (__, place) => Math.imul(seed * 7919 + place, 2_654_435_761) >>> 24,
      );
      writeFileSync(at('files'), Buffer.concat([start, zstdCompressSync(bytes)]));
      expect(await providersInNixIndex(at('files'), 'dig', never)).toEqual([]);
    }
  });

  it('is not read on when nobody waits', async () => {
    writeNixIndex(at('files'), FILES);
    await expect(providersInNixIndex(at('files'), 'dig', AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  function changed(change: (bytes: Buffer) => Buffer): void {
    writeNixIndex(at('files'), FILES);
    writeFileSync(at('files'), change(readFileSync(at('files'))));
  }
});

describe('who brings a command', () => {
  it('is known from the catalogue alone', async () => {
    expect(await attributes('nvim')).toEqual({ found: ['neovim'], troubles: [] });
  });

  it('is told best first: installed, main program, name', async () => {
    const rows = ['aaa', 'python3Packages.nvim', 'neovim', 'nvim', 'vim'].map(
      (attribute) => ['nvim', SYSTEM, attribute] as const,
    );
    writeProgramsDatabase(at('programs.sqlite'), rows);
    const database = at('programs.sqlite');
    expect((await attributes('nvim', { database, installed: ['vim'] })).found.slice(0, 3)).toEqual([
      'vim',
      'nvim',
      'neovim',
    ]);
    expect((await attributes('nvim', { database }, 2)).found).toHaveLength(2);
  });

  it('is asked of nix-index when nobody else knows', async () => {
    writeNixIndex(at('files'), [{ attribute: 'rare', files: [['/bin/rarely', '1x']] }]);
    const { packages: found } = await whichProvides(
      'rarely',
      { packages, installed: [], nixIndex: at('files'), system: SYSTEM },
      5,
      never,
    );
    expect(found).toMatchObject([{ attribute: 'rare', version: 'unknown', programs: ['rarely'] }]);
  });

  it('is never a name that may not reach Nix', async () => {
    writeProgramsDatabase(at('programs.sqlite'), [['zzz', SYSTEM, '$(reboot)']]);
    expect((await attributes('zzz', { database: at('programs.sqlite') })).found).toEqual([]);
  });

  it('is told all the same when a database is broken', async () => {
    writeFileSync(at('programs.sqlite'), 'broken'.repeat(300));
    const { found, troubles } = await attributes('nvim', { database: at('programs.sqlite') });
    expect(found).toEqual(['neovim']);
    expect(troubles).toEqual([expect.stringContaining('cannot be read')]);
  });
});
