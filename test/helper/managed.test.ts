import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { managedFile, readManaged } from '#nix/configuration/managed-file.ts';
import { ManagedConfig } from '#nix/managed-config.ts';
import { systemProfile } from '#nix/places.ts';
import { type MiniSystem, miniSystem } from '../nix/mini-system.ts';
import { type HelperProcess, helperOn, MEMBER } from './helper-process.ts';
import { helperUser } from './helper-user.ts';

let mini: MiniSystem;
let helper: HelperProcess;

beforeAll(async () => {
  mini = await miniSystem();
  helper = await helperOn(mini);
});
afterAll(async () => {
  await helper[Symbol.asyncDispose]();
  await mini[Symbol.asyncDispose]();
});

const hash = () => readManaged(mini.places).hash;
const config = (packages: readonly string[], options: object = {}): ManagedConfig =>
  ManagedConfig.parse({ version: 1, packages, options });

function set(content: ManagedConfig | undefined, expected = hash()) {
  return helper.call({ verb: 'set-managed', content, expected });
}

test('somebody without rights installs a package: set, build, switch; and what they see is true', async () => {
  const before = readlinkSync(join(mini.places.run, 'current-system'));
  const written = await set(config(['hello', 'htop'], { 'services.nginx.enable': true }));
  expect(written).toEqual({ type: 'result', result: { type: 'managed', hash: hash() } });

  const told = await helper.tells({ verb: 'build' });
  expect(told.some((news) => news.type === 'activity' && news.record.type === 'start')).toBe(true);
  const built = told.at(-1);
  if (built?.type !== 'result' || built.result.type !== 'built') throw new Error(JSON.stringify(built));
  const { toplevel } = built.result;

  const call = { verb: 'activate-build', activation: 'switch', toplevel } as const;
  expect(await helper.call(call)).toMatchObject({
    result: { type: 'activated', generation: 4, previous: 3, needsRestart: false, failedUnits: [] },
  });
  expect(realpathSync(systemProfile(mini.places))).toBe(toplevel);
  expect(readlinkSync(join(mini.places.run, 'current-system'))).toBe(toplevel);
  expect(toplevel).not.toBe(before);
  expect(existsSync(join(toplevel, 'sw/bin/htop'))).toBe(true);
  expect(existsSync(join(helper.settings.state, 'activation.json'))).toBe(false);
});

test('what is not what was expected is not built', async () => {
  const built = await helper.call({ verb: 'build' });
  if (built.type !== 'result' || built.result.type !== 'built') throw new Error(JSON.stringify(built));
  const { derivation: expected } = built.result;
  await set(config(['hello', 'slow']));
  const told = await helper.tells({ verb: 'build', expected });
  expect(told.at(-1)).toMatchObject({ type: 'refused', code: 'stale' });
  expect(readdirSync(mini.places.store).filter((name) => /-slow-[\d.]+$/.test(name))).toEqual([]);
  await set(config(['hello', 'htop'], { 'services.nginx.enable': true }));
  expect(await helper.call({ verb: 'build', expected })).toMatchObject({ result: { derivation: expected } });
});

test('what somebody wrote in a way of their own comes back byte for byte', async () => {
  const before = hash();
  const own = '{"version": 1,\n    "packages": ["htop", "hello"], "options": {}}\n\n';
  writeFileSync(managedFile(mini.places), own);
  await set(config(['jq']));
  expect(readFileSync(managedFile(mini.places), 'utf8')).not.toBe(own);
  await set(config(['hello', 'htop']));
  expect(readFileSync(managedFile(mini.places), 'utf8')).toBe(own);
  await set(config(['hello', 'htop'], { 'services.nginx.enable': true }));
  expect(hash()).toBe(before);
});

test('a file that was changed meanwhile is left as it is', async () => {
  const bytes = readFileSync(managedFile(mini.places));
  expect(await set(config([]), 'a'.repeat(64))).toMatchObject({ type: 'refused', code: 'stale' });
  expect(readFileSync(managedFile(mini.places))).toEqual(bytes);
});

test.each([
  ['an option of no table', { 'users.users.root.password': 'x' }],
  ['a value of another type', { 'services.nginx.enable': 'yes' }],
  ['a value out of its range', { 'boot.loader.timeout': 1_000_000 }],
  ['a list for one value', { 'services.nginx.enable': [true] }],
  ['one value for a list', { 'networking.firewall.allowedTCPPorts': 80 }],
  ['an element of another type', { 'networking.firewall.allowedTCPPorts': [80, 0] }],
  ['what makes everybody root', { 'security.sudo.wheelNeedsPassword': false }],
  ['who is root at once', { 'services.displayManager.autoLogin.user': 'root' }],
])('%s is not written', async (_, options) => {
  const before = hash();
  expect(await set(config([], options))).toMatchObject({ type: 'refused', code: 'not-allowed' });
  expect(hash()).toBe(before);
});

test('what is no package of a possible name is no call at all', async () => {
  const content = { version: 1, packages: ['x; rm -rf /'], options: {} };
  const told = await helper.tells({ verb: 'set-managed', content, expected: 'absent' });
  expect(told).toMatchObject([{ type: 'refused', code: 'not-allowed' }]);
});

test('a package that is not there fails in the evaluation, which tells it; taking the file away heals', async () => {
  await set(config(['no-such-thing']));
  const failed = await helper.call({ verb: 'build' });
  expect(failed).toMatchObject({ type: 'refused', code: 'evaluation-failed' });
  expect(failed.type === 'refused' && failed.output).toContain("unknown package 'no-such-thing'");
  expect(await set(undefined)).toEqual({ type: 'result', result: { type: 'managed', hash: 'absent' } });
  expect(existsSync(managedFile(mini.places))).toBe(false);
  expect(await helper.call({ verb: 'build' })).toMatchObject({ result: { type: 'built' } });
});

test('a package that cannot be built says why', async () => {
  await set(config(['failing']));
  const failed = await helper.call({ verb: 'build' });
  expect(failed).toMatchObject({ type: 'refused', code: 'build-failed' });
  expect(failed.type === 'refused' && failed.output).toContain('failing');
});

test('only what was built last here is activated', async () => {
  const other = readlinkSync(join(mini.places.state, 'profiles/system-1-link'));
  for (const toplevel of [other, '/etc', '/nix/store/../../tmp/x'])
    expect(await helper.call({ verb: 'activate-build', activation: 'switch', toplevel })).toMatchObject({
      type: 'refused',
      code: 'stale',
    });
});

test('a configuration that others can write is neither evaluated as root nor written to', async () => {
  const theirs = join(mini.places.configuration, 'theirs.nix');
  writeFileSync(theirs, '{}', { mode: 0o666 });
  await mini.run('chmod', '666', theirs);
  const distrusted = { type: 'refused', code: 'distrusted' };
  expect(await helper.call({ verb: 'build' })).toMatchObject(distrusted);
  await mini.run('chown', '65534', theirs);
  await mini.run('chmod', '600', theirs);
  for (const verb of ['build', 'update-inputs', 'restore-inputs'] as const)
    expect(await helper.call({ verb })).toMatchObject(distrusted);
  expect(await set(config(['hello']))).toMatchObject(distrusted);
  rmSync(theirs);
});

test('who can write to the configuration has nothing written or removed elsewhere by a link', async () => {
  await set(undefined);
  const { configuration } = mini.places;
  const elsewhere = join(mini.root, 'elsewhere');
  writeFileSync(elsewhere, 'of root');
  await mini.run('chmod', '777', configuration);
  try {
    const unfinished = `${managedFile(mini.places)}.new`;
    symlinkSync(elsewhere, unfinished);
    expect(await set(config(['hello']))).toMatchObject({ code: 'distrusted' });
    rmSync(unfinished);
    symlinkSync(elsewhere, managedFile(mini.places));
    const expected = createHash('sha256').update('of root').digest('hex');
    expect(await set(undefined, expected)).toMatchObject({ code: 'distrusted' });
    expect(readFileSync(elsewhere, 'utf8')).toBe('of root');
  } finally {
    rmSync(managedFile(mini.places), { force: true });
    await mini.run('chmod', '755', configuration);
  }
});

test('the fixed module is put beside the managed file when it is missing', async () => {
  const module = join(mini.places.configuration, 'ask-nix.nix');
  const text = readFileSync(module);
  rmSync(module);
  await set(config(['hello']));
  expect(readFileSync(module)).toEqual(text);
});

test('a build can be broken off from another connection, and by who asked for it', async () => {
  await set(config(['slow']));
  const first = helper.begin({ verb: 'build' });
  await isBusyWith('build');
  expect(await helper.call({ verb: 'build' })).toMatchObject({ type: 'refused', code: 'busy' });
  await using other = helperUser(helper.socket, { ...MEMBER, uid: 2 });
  expect((await other.begin({ verb: 'cancel' }).told).at(-1)).toMatchObject({ code: 'not-allowed' });
  expect(await helper.call({ verb: 'cancel' })).toEqual({
    type: 'result',
    result: { type: 'cancelled', was: 'build' },
  });
  expect((await first.told).at(-1)).toMatchObject({ type: 'refused', code: 'cancelled' });

  const second = helper.begin({ verb: 'build' });
  await isBusyWith('build');
  second.breakOff();
  expect((await second.told).at(-1)).toMatchObject({ type: 'refused', code: 'cancelled' });

  const dying = helperUser(helper.socket, MEMBER);
  dying.begin({ verb: 'build' });
  await isBusyWith('build');
  dying.kill();
  await isBusyWith(undefined);
  expect(await helper.call({ verb: 'cancel' })).toEqual({ type: 'result', result: { type: 'cancelled' } });
});

async function isBusyWith(verb: string | undefined): Promise<void> {
  const busyWith = async () => {
    const status = await helper.call({ verb: 'status' });
    return status.type === 'result' && status.result.type === 'status' ? status.result.busyWith : 'no status';
  };
  await expect.poll(busyWith, { timeout: 8_000, interval: 10 }).toBe(verb);
}
