import {
  createReadStream,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { rootPrivileged } from '#helper/in-process.ts';
import type { Answer } from '#nix/answer.ts';
import type { Nix } from '#nix/nix.ts';
import type { Request } from '#nix/request.ts';
import { eventsOf, planOf } from '../../contracts/nix.ts';
import { helperSettings } from '../../helper/helper-process.ts';
import { SECOND } from '../../mini-nixos/release.ts';
import { type LocalFixture, local, openLocal } from './local-fixture.ts';
import { answerTo, service } from './outcomes.ts';

type Metrics = Extract<Answer, { type: 'metrics' }>;

const HOME = join(import.meta.dirname, '../../..');
const UPDATE: Request = { intent: 'update_system' };
const REBUILD: Request = { intent: 'rebuild', action: 'switch' };

const asked: string[] = [];
/** Serves the channel of the miniature, and more to import. */
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  const file = join(fixture.mini.root, request.url ?? '');
  if (existsSync(file) && statSync(file).isFile()) createReadStream(file).pipe(response);
  else response.end('{ }');
});
let fixture: LocalFixture;
let origin: string;

beforeAll(async () => {
  const managed = { packages: ['firefox', 'vim'], options: { 'services.nginx.enable': true } };
  fixture = await local({ inputs: 'channel', past: [{ daysAgo: 3, managed }] });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(join(fixture.mini.root, 'home/.nix-channels'), `${origin}/channel/nixos-26.05 nixos\n`);
});
beforeEach(() => {
  rmSync(join(fixture.mini.root, 'home/.local/state/ask-nix/local/hits.json'), { force: true });
  asked.length = 0;
});
afterAll(async () => {
  server.close();
  await fixture[Symbol.asyncDispose]();
});

async function openAhead() {
  const { mini } = fixture;
  const nix = await openLocal(mini, rootPrivileged(helperSettings(mini), HOME, systemClock), 'native', true);
  return { [Symbol.asyncDispose]: async () => {}, ...nix };
}

/** Copies of the configuration that are being evaluated. */
function copies(): string[] {
  const folder = join(fixture.mini.root, 'home/.cache/ask-nix/shadows');
  return existsSync(folder) ? readdirSync(folder) : [];
}

async function evaluatedAhead(): Promise<void> {
  await expect.poll(copies, { interval: 5, timeout: 5000 }).not.toEqual([]);
  await expect.poll(copies, { timeout: 10_000 }).toEqual([]);
}

/** Counts how much is asked for, and known by then, while something is done; from the start of a session on. */
function counter(nix: Nix) {
  let before: NonNullable<Metrics['hitRates']> = {};
  return async <Value>(work: () => Promise<Value>) => {
    const value = await work();
    const { hitRates: after = {} } = (await answerTo(nix, { intent: 'metrics' })) as Metrics;
    const during = (what: 'evaluations' | 'downloads') => ({
      asked: (after[what]?.asked ?? 0) - (before[what]?.asked ?? 0),
      known: (after[what]?.known ?? 0) - (before[what]?.known ?? 0),
    });
    const counts = { evaluations: during('evaluations'), downloads: during('downloads') };
    before = after;
    return { value, ...counts };
  };
}

const KNOWN = { asked: 1, known: 1 };
const NEW = { asked: 1, known: 0 };

it('an update that was looked at is planned from what was found out then, and evaluated anew after a change', async () => {
  const { mini } = fixture;
  await mini.publish(SECOND);
  await using nix = await openAhead();
  const count = counter(nix);
  expect(asked).toEqual([]);
  const looked = await count(() => answerTo(nix, { intent: 'check_updates' }));
  expect(looked).toMatchObject({ value: { type: 'updates' }, evaluations: NEW, downloads: NEW });
  expect(asked).not.toEqual([]);
  const planned = await count(() => planOf(nix, UPDATE));
  expect(planned).toMatchObject({
    value: { effects: { upgrades: [{ attribute: 'firefox', to: '145.0' }, { attribute: 'vim' }] } },
    ...{ evaluations: KNOWN, downloads: KNOWN },
  });

  mini.configure({ packages: ['firefox'], options: { 'services.nginx.enable': true } });
  asked.length = 0;
  expect(await answerTo(nix, service('service_restart', 'nginx'))).toMatchObject({ type: 'done' });
  await evaluatedAhead();
  expect(asked).toEqual([]);
  const again = await count(() => planOf(nix, UPDATE));
  expect(again).toMatchObject({ evaluations: KNOWN, downloads: NEW });
  expect(again.value.hash).not.toBe(planned.value.hash);
});

it('inputs that somebody else fetched are evaluated at the start, and nothing goes online', async () => {
  expect(await fixture.mini.run('nix-channel', '--update')).toMatchObject({ exitCode: 0 });
  asked.length = 0;
  await using nix = await openAhead();
  const count = counter(nix);
  await evaluatedAhead();
  expect(asked).toEqual([]);
  const { value, evaluations } = await count(() => planOf(nix, REBUILD));
  expect(evaluations).toEqual(KNOWN);
  expect((await planOf(await fixture.unprivileged(), REBUILD)).effects.upgrades).toEqual(
    value.effects.upgrades,
  );
});

it('a loss that was read back does not grow until the yes by what is evaluated ahead', async () => {
  await using nix = await openAhead();
  await expect.poll(copies, { interval: 5, timeout: 5000 }).not.toEqual([]);
  const plan = await planOf(nix, { intent: 'collect_garbage' });
  expect(copies()).toEqual([]);
  expect((await eventsOf(nix, plan)).at(-1)).toMatchObject({ type: 'done' });
});

it('what would have to be fetched for that is left to who is asked', async () => {
  const file = join(fixture.mini.places.configuration, 'configuration.nix');
  const before = readFileSync(file, 'utf8');
  const fetched = `(import (builtins.fetchurl "${origin}/more.nix"))`;
  writeFileSync(file, before.replace('imports = [', `imports = [ ${fetched}`));
  const nix = await openAhead();
  await evaluatedAhead();
  expect(asked).toEqual([]);
  expect((await planOf(nix, REBUILD)).effects).toMatchObject({ isBlind: true, goesOnline: true });
  writeFileSync(file, before);
  await nix[Symbol.asyncDispose]();
});
