import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeLock } from '#base/lock-file.ts';
import { openHitRates, uncounted } from '#nix/systems/local/hit-rates.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-hits-'));
  file = join(folder, 'state/hits.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('counts over all sessions that ended, and nothing that was read ahead', () => {
  const first = openHitRates(file);
  expect(first.rates()).toEqual({});
  first.count('downloads', false);
  first.count('downloads', true);
  uncounted(first).count('evaluations', false);
  expect(first.rates()).toEqual({ downloads: { asked: 2, known: 1 } });
  first.keep();
  expect(first.rates()).toEqual({ downloads: { asked: 2, known: 1 } });
  const second = openHitRates(file);
  second.count('downloads', true);
  second.count('generations', true);
  const all = { downloads: { asked: 3, known: 2 }, generations: { asked: 1, known: 1 } };
  expect(second.rates()).toEqual(all);
  second.keep();
  expect(uncounted(openHitRates(file)).rates()).toEqual(all);
});

it('what another session is just adding to is left to it', () => {
  const rates = openHitRates(file);
  rates.count('downloads', true);
  const lock = takeLock(`${file}.lock`);
  if ('heldBy' in lock) expect.unreachable();
  rates.keep();
  expect(openHitRates(file).rates()).toEqual({});
  lock[Symbol.dispose]();
  rates.keep();
  expect(openHitRates(file).rates()).toEqual({ downloads: { asked: 1, known: 1 } });
});

it('what is long past counts less', () => {
  openHitRates(file).keep();
  const rates = openHitRates(file);
  for (let time = 0; time < 100_001; time++) rates.count('generations', false);
  rates.keep();
  rates.count('generations', true);
  expect(rates.rates()).toEqual({ generations: { asked: 50_002, known: 1 } });
});

it('a file that tells nothing is none, and one that cannot be written is no failure', () => {
  const rates = openHitRates(file);
  rates.count('downloads', true);
  rates.keep();
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, -3));
  expect(rates.rates()).toEqual({});
  const nowhere = openHitRates('/proc/no/such/hits.json');
  nowhere.count('downloads', true);
  nowhere.keep();
  expect(nowhere.rates()).toEqual({ downloads: { asked: 1, known: 1 } });
});
