import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Attribute } from '#nix/attribute.ts';
import { ServiceName } from '#nix/names.ts';
import type { Request } from '#nix/request.ts';
import { eventsOf, planOf } from '../../contracts/nix.ts';
import { install, type LocalFixture, local } from './local-fixture.ts';
import { byHand } from './outcomes.ts';

const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  response.end('{ services.openssh.enable = true; }');
});
let fixture: LocalFixture;

beforeAll(async () => {
  fixture = await local();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.close();
  await fixture[Symbol.asyncDispose]();
});

/** Has the configuration read a file of somewhere else. */
function importFetched(name: string): void {
  const file = join(fixture.mini.places.configuration, 'configuration.nix');
  const { port } = server.address() as AddressInfo;
  const fetched = `(import (builtins.fetchurl "http://127.0.0.1:${port}/${name}"))`;
  writeFileSync(file, readFileSync(file, 'utf8').replace('imports = [', `imports = [ ${fetched}`));
}

test('what a configuration fetches is fetched after the yes, which was asked for with that', async () => {
  const { nix } = fixture;
  importFetched('more.nix');
  const plan = await planOf(nix, install('ripgrep'));
  expect(plan).toMatchObject({
    risk: 'change',
    effects: { adds: ['ripgrep'], goesOnline: true, isBlind: true },
  });
  expect((await planOf(nix, install('ripgrep'))).hash).toBe(plan.hash);
  expect(asked).toEqual([]);
  expect((await eventsOf(nix, plan)).at(-1)).toMatchObject({ type: 'done', generation: 4 });
  expect(asked).toEqual(['/more.nix']);
  // Root and we have fetched it at different times.
  expect(await planOf(nix, install('tree'))).toMatchObject({ effects: { goesOnline: true } });
});

test('what brings nothing new makes no generation, and the change before it stays the last one', async () => {
  const { nix } = fixture;
  importFetched('same.nix');
  const plan = await planOf(nix, { intent: 'rebuild', action: 'switch' });
  expect(plan.effects.isBlind).toBe(true);
  const done = (await eventsOf(nix, plan)).at(-1);
  expect(done).toMatchObject({ type: 'done', generation: 4 });
  expect(done).not.toHaveProperty('previous');
  expect((await planOf(nix, { intent: 'edit_undo' })).effects).toMatchObject({
    from: { number: 4 },
    to: { number: 3 },
  });
});

test('a rebuild that only builds fetches when it builds, and says built of what was built', async () => {
  const { nix } = fixture;
  importFetched('other.nix');
  const file = join(fixture.mini.places.configuration, 'configuration.nix');
  writeFileSync(file, readFileSync(file, 'utf8').replace('pkgs.git', 'pkgs.git pkgs.jq'));
  const plan = await planOf(nix, { intent: 'rebuild', action: 'build' });
  expect(plan).toMatchObject({ risk: 'look', effects: { goesOnline: true, isBlind: true } });
  expect(asked).not.toContain('/other.nix');
  expect((await eventsOf(nix, plan)).at(-1)).toMatchObject({
    ...{ type: 'built', action: 'build', adds: ['jq'], differs: true },
  });
  expect(asked).toContain('/other.nix');
});

test('a package is tried after the yes too, when that goes online, be it beside a change or alone', async () => {
  const { nix } = fixture;
  importFetched('third.nix');
  // Whether it may be had is for the whole configuration to say.
  byHand(fixture, 'nixpkgs.config.allowUnfree = true;');
  const trying: Request = { intent: 'try_package', package: Attribute.parse('unfree') };
  const alone = await planOf(nix, trying);
  expect(alone).toMatchObject({ risk: 'change', effects: { goesOnline: true, isBlind: true } });
  const plan = await planOf(nix, { intent: 'service_stop', service: ServiceName.parse('nginx') }, trying);
  expect(plan.effects).toMatchObject({ goesOnline: true, isBlind: true });
  expect(asked).not.toContain('/third.nix');
  expect((await eventsOf(nix, plan)).filter(({ type }) => type !== 'progress')).toMatchObject([
    { type: 'tried' },
    { type: 'done' },
  ]);
  expect(asked).toContain('/third.nix');
});
