import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
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
    `\nwith open(${JSON.stringify(used)}, "a") as used:\n    used.write(f"{os.getpid()}\\n")\n`,
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

/** Process ids of the Pythons that there were, in their order. */
function pythons(): number[] {
  return existsSync(used) ? readFileSync(used, 'utf8').trim().split('\n').map(Number) : [];
}

test('what we build goes over one kept bridge when that is preferred, and over another when that is dead', async () => {
  const nix = await opened('mappings');
  expect(pythons()).toEqual([]);
  mini.configure({ packages: ['git', 'tree'] });
  expect(await answerOf(nix, await planOf(nix, BUILD))).toMatchObject({ type: 'built', action: 'build' });
  const [first = 0] = pythons();
  expect(first).toBeGreaterThan(1);
  expect(await answerOf(nix, await planOf(nix, install('ripgrep')))).toMatchObject({ type: 'done' });
  expect(await answerOf(nix, await planOf(nix, install('failing')))).toMatchObject({
    type: 'failed',
    code: 'build-failed',
    restored: true,
  });
  expect(pythons()).toEqual([first]);
  process.kill(first, 'SIGKILL');
  expect(await answerOf(nix, await planOf(nix, install('hello')))).toMatchObject({ type: 'done' });
  const [, second = 0, ...more] = pythons();
  expect([second > 1 && second !== first, more]).toEqual([true, []]);
  await nix[Symbol.asyncDispose]?.();
  expect(() => process.kill(second, 0)).toThrow('ESRCH');
});

test('and not otherwise', async () => {
  const nix = await opened('mappings', 'native');
  expect(await answerOf(nix, await planOf(nix, install('jq')))).toMatchObject({ type: 'done' });
  expect(pythons()).toEqual([]);
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
