import { existsSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteFiles } from '#helper/note.ts';
import { type MiniSystem, miniSystem } from '../nix/mini-system.ts';
import { type HelperProcess, helperOn } from './helper-process.ts';
import { isWhole, settledStatus, watcherOf } from './wholeness.ts';

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

const profile = () => readlinkSync(join(mini.places.state, 'profiles/system'));
const active = () => readlinkSync(join(mini.places.run, 'current-system'));
const toplevelOf = (number: number) =>
  readlinkSync(join(mini.places.state, `profiles/system-${number}-link`));
const files = () => noteFiles(helper.settings.state);

function begin(generation: number) {
  return helper.begin({ verb: 'activate-generation', activation: 'switch', generation });
}

async function until(isSo: () => boolean): Promise<void> {
  for (const late = Date.now() + 10_000; !isSo(); await sleep(1))
    if (Date.now() > late) throw new Error('it never came to that');
}

const step = () =>
  existsSync(files().note) ? JSON.parse(readFileSync(files().note, 'utf8')).step : undefined;

test('killed before anything moved, the next helper puts everything back', async () => {
  const { told } = begin(1);
  await until(() => step() === 'moving');
  await helper.kill();
  expect((await told).at(-1)).toMatchObject({ type: 'thrown', code: 'no-answer' });
  await helper.start();
  const { settled } = await settledStatus(helper);
  expect(settled).toMatchObject({ activation: 'switch', how: 'put-back' });
  expect([profile(), active()]).toEqual(['system-3-link', toplevelOf(3)]);
  expect(isWhole(mini)).toBe(true);
});

test('killed while it activates, the activation goes on without it, and the next helper knows how it ended', async () => {
  begin(1);
  await until(() => watcherOf(helper) !== undefined);
  await helper.kill();
  await helper.start();
  const { settled } = await settledStatus(helper);
  expect(settled).toMatchObject({ activation: 'switch', how: 'finished', toplevel: toplevelOf(1) });
  expect([profile(), active()]).toEqual(['system-1-link', toplevelOf(1)]);
  expect(isWhole(mini)).toBe(true);
  expect(helper.audit().some(({ event, outcome }) => event === 'settled' && outcome === 'finished')).toBe(
    true,
  );
});

test('killed with its watcher, what took place is finished and what did not is put back', async () => {
  begin(3);
  await until(() => watcherOf(helper) !== undefined);
  const watcher = watcherOf(helper);
  await helper.kill();
  if (watcher !== undefined) process.kill(watcher, 'SIGKILL');
  await helper.start();
  const { settled } = await settledStatus(helper);
  const expected = settled?.how === 'finished' ? 3 : 1;
  expect([profile(), active()]).toEqual([`system-${expected}-link`, toplevelOf(expected)]);
  expect(isWhole(mini)).toBe(true);
});

test('a call that comes before all is settled waits or hears that it is busy, and then all is well', async () => {
  const [here, there] = profile() === 'system-1-link' ? [1, 3] : [3, 1];
  begin(there);
  await until(() => step() === 'activating');
  await helper.kill();
  await helper.start();
  const first = await helper.call({ verb: 'activate-generation', activation: 'switch', generation: 2 });
  expect(['busy', undefined], JSON.stringify(first)).toContain(
    first.type === 'refused' ? first.code : undefined,
  );
  await settledStatus(helper);
  expect([here, there, 2].map((number) => `system-${number}-link`)).toContain(profile());
  expect(isWhole(mini)).toBe(true);
});

test('what somebody did by hand since the crash is left as it is', async () => {
  await helper.kill();
  const id = '7d5a1a43-60a1-4a4b-8f0e-5a2e6a6f0c11';
  const note = { version: 1, id, step: 'moving', activation: 'switch', toplevel: toplevelOf(1) };
  writeFileSync(files().note, JSON.stringify({ ...note, previous: 3, newest: 3, ranBefore: false }));
  const byHand = ['nix-env', '-p', join(mini.places.state, 'profiles/system'), '--switch-generation', '2'];
  await mini.run(...byHand);
  await helper.start();
  await settledStatus(helper);
  expect([profile(), step()]).toEqual(['system-2-link', undefined]);
});

test('killed after generations were deleted, the next helper has the boot menu list those that are left', async () => {
  await helper.kill();
  writeFileSync(join(helper.settings.state, 'boot-menu-due'), '');
  symlinkSync('99999999 of a process that is gone', join(helper.settings.state, 'lock'));
  const entry = join(mini.places.boot, 'loader/entries/nixos-generation-9.conf');
  writeFileSync(entry, 'title NixOS');
  await helper.start();
  await settledStatus(helper);
  expect(existsSync(entry)).toBe(false);
  expect(existsSync(join(helper.settings.state, 'boot-menu-due'))).toBe(false);
});

test('a note that makes no sense is thrown away', async () => {
  await helper.kill();
  writeFileSync(files().note, '{"version":1,"id');
  await helper.start();
  expect((await settledStatus(helper)).settled).toBeUndefined();
  expect(existsSync(files().note)).toBe(false);
  expect(readdirSync(helper.settings.state)).not.toContain('activation.lock');
});
