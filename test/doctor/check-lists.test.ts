import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CatalogueState } from '#catalogue/sources/open-catalogue.ts';
import { checkCatalogue } from '#doctor/check-catalogue.ts';
import { checkManaged } from '#doctor/check-managed.ts';
import { checkStore } from '#doctor/check-nix.ts';
import type { StoreRefusal } from '#nix/store/store-refusal.ts';

describe('the managed file', () => {
  let configuration: string;
  beforeEach(() => {
    configuration = mkdtempSync(join(tmpdir(), 'ask-nix-doctor-'));
  });
  afterEach(() => rmSync(configuration, { recursive: true }));

  const write = (text: string) => {
    const file = join(configuration, 'ask-nix.json');
    writeFileSync(file, text, { mode: 0o644 });
    return file;
  };
  const WELL = '{"version":1,"packages":["git","vim"],"options":{"networking.hostName":"x"}}';

  test.each([
    [WELL, 'ok', 'ask-nix.json has two packages and one option.'],
    [
      '{"version":1,\n"packages":[],"options":{},\n"more":1}',
      'failed',
      'There is a mistake in ask-nix.json, line 3:',
    ],
    ['{"version":2,"packages":{"git":"newest"}}', 'failed', 'ask-nix.json was written by a newer version'],
  ])('%s is %s', (text, status, message) => {
    write(text);
    expect(checkManaged({ configuration })).toMatchObject({
      status,
      message: expect.stringContaining(message),
    });
  });

  test('that is not there yet is well; that others could write is not', () => {
    expect(checkManaged({ configuration })).toMatchObject({ status: 'ok' });
    const file = write(WELL);
    chmodSync(file, 0o664);
    expect(checkManaged({ configuration }).message).toMatch(/others than root can write it/);
    chmodSync(file, 0o644);
    chownSync(file, 65534, 65534);
    expect(checkManaged({ configuration }).message).toMatch(/does not belong to root/);
  });
});

test.each<[StoreRefusal['why'], string, RegExp]>([
  ['unreadable', 'degraded', /let everybody read/],
  ['wrong-schema', 'degraded', /Update ask-nix/],
  ['busy', 'degraded', /less busy/],
  ['malformed', 'failed', /Copy the folder db/],
])('a database of the store that is %s is %s', (why, status, remedy) => {
  const read = () => ({ type: 'refused', why, detail: 'so it says' }) as const;
  expect(checkStore({ read })).toMatchObject({ status, remedy: expect.stringMatching(remedy) });
});

describe('the list of packages', () => {
  const now = Date.parse('2026-03-10T12:00');
  const made = { of: 'evaluation 25.11.abc', at: Date.parse('2026-03-03T12:00') };
  const last = { at: now, outcome: 'failed', message: 'assertion failed' } as const;

  test.each<[CatalogueState | undefined, string, RegExp, RegExp?]>([
    [undefined, 'ok', /packages that I bring/],
    [{ has: 'current', packages: 100, made }, 'ok', /100 packages, of evaluation 25.11.abc, listed Tuesday/],
    [
      { has: 'earlier', packages: 100, made },
      'degraded',
      /an earlier nixpkgs/,
      /beside the next conversation/,
    ],
    [
      { has: 'earlier', packages: 100, made, last },
      'degraded',
      /listed Tuesday/,
      /failed today: assertion failed/,
    ],
    [{ has: 'bundled', packages: 9, last }, 'degraded', /only the 9 packages that I bring/, /failed today/],
    [
      { has: 'bundled', packages: 9, last: { at: now, outcome: 'offline' } },
      'degraded',
      /no list of your nixpkgs/,
      /offline false/,
    ],
  ])('%j is %s', (state, status, message, remedy) => {
    const found = checkCatalogue(state, now);
    expect(found).toMatchObject({ status, message: expect.stringMatching(message) });
    expect(found.remedy ?? '').toMatch(remedy ?? /^$/);
  });
});
