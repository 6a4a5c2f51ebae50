import { appendFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { rootPrivileged } from '#helper/in-process.ts';
import type { Nix } from '#nix/nix.ts';
import type { Request } from '#nix/request.ts';
import { answerOf, planOf } from '../contracts/nix.ts';
import { helperSettings } from '../helper/helper-process.ts';
import { install, openLocal } from '../nix/local/local-fixture.ts';
import { type MiniSystem, miniSystem } from '../nix/mini-system.ts';

const HOME = join(import.meta.dirname, '../..');
const BUILD: Request = { intent: 'rebuild', action: 'build' };
let mini: MiniSystem;
let packages: string;
let used: string;

beforeAll(async () => {
  mini = await miniSystem({ past: [{ daysAgo: 3, managed: { packages: ['git'] } }] });
  packages = join(mini.root, 'python');
  used = join(mini.root, 'used');
  mkdirSync(packages);
  cpSync(join(HOME, 'test/programs/nixos_rebuild'), join(packages, 'nixos_rebuild'), { recursive: true });
  appendFileSync(
    join(packages, 'nixos_rebuild/__init__.py'),
    `\nopen(${JSON.stringify(used)}, "w").close()\n`,
  );
});
afterAll(() => mini[Symbol.asyncDispose]());

function opened(standIn: string, builder: 'native' | 'nixos-rebuild-ng' = 'nixos-rebuild-ng'): Promise<Nix> {
  const environment = { ...mini.environment, NIXOS_REBUILD_MODULE_PATH: packages, STAND_IN: standIn };
  rmSync(used, { force: true });
  return openLocal(
    { ...mini, environment },
    rootPrivileged(helperSettings(mini), HOME, systemClock),
    builder,
  );
}

test('what we build goes over the bridge when that is preferred', async () => {
  const nix = await opened('mappings');
  mini.configure({ packages: ['git', 'tree'] });
  expect(await answerOf(nix, await planOf(nix, BUILD))).toMatchObject({ type: 'built', action: 'build' });
  expect(existsSync(used)).toBe(true);
  rmSync(used);
  expect(await answerOf(nix, await planOf(nix, install('ripgrep')))).toMatchObject({ type: 'done' });
  expect(existsSync(used)).toBe(true);
  expect(await answerOf(nix, await planOf(nix, install('failing')))).toMatchObject({
    type: 'failed',
    code: 'build-failed',
    restored: true,
  });
});

test('and not otherwise', async () => {
  const nix = await opened('mappings', 'native');
  expect(await answerOf(nix, await planOf(nix, install('jq')))).toMatchObject({ type: 'done' });
  expect(existsSync(used)).toBe(false);
});

test.each([
  ['dies', 'vim'],
  ['no-import', 'htop'],
  ['writes-to-1', 'nano'],
  ['unknown', 'firefox'],
])('a bridge that is as “%s” keeps nothing from being built', async (standIn, attribute) => {
  const nix = await opened(standIn);
  expect(await answerOf(nix, await planOf(nix, install(attribute)))).toMatchObject({ type: 'done' });
});
