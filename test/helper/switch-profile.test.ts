import { existsSync, readdirSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { lockProfile } from '#helper/profile-lock.ts';
import type { HelperSettings } from '#helper/settings.ts';
import { type Move, switchProfile, unfinishedProfile } from '#helper/switch-profile.ts';
import { systemProfile } from '#nix/places.ts';
import { SmallDisk } from '../machine/small-disk.ts';
import { type MiniSystem, miniSystem } from '../nix/mini-system.ts';
import { helperSettings } from './helper-process.ts';

const { signal } = new AbortController();
let mini: MiniSystem;
let settings: HelperSettings;
let profile: string;

beforeAll(async () => {
  mini = await miniSystem({ daemon: false });
  settings = helperSettings(mini);
  profile = systemProfile(mini.places);
});
afterAll(() => mini[Symbol.asyncDispose]());

beforeEach(() => to(3));

const move = (generation: number, more: Partial<Move> = {}) =>
  switchProfile({ generation, waitS: 9, ...more }, settings, signal);
const to = async (number: number) => expect(await move(number)).toBeUndefined();
const lock = () => lockProfile(profile, 9, settings, signal);
const current = () => readlinkSync(profile);
const beside = () => readdirSync(join(mini.places.state, 'profiles')).filter((name) => name.startsWith('.'));
const nixTo = (number: number) => mini.run('nix-env', '-p', profile, '--switch-generation', `${number}`);

test('it is where Nix would put it, and nothing is left beside it', async () => {
  await to(1);
  expect(current()).toBe('system-1-link');
  await nixTo(2);
  const byNix = current();
  await nixTo(1);
  await to(2);
  expect(current()).toBe(byNix);
  expect(beside()).toEqual([]);
  expect(existsSync(`${profile}.lock`)).toBe(false);
});

test('a program of Nix waits for us, and then takes the lock that is there', async () => {
  const ours = await lock();
  const theirs = nixTo(1);
  await sleep(250);
  expect(current()).toBe('system-3-link');
  ours?.[Symbol.dispose]();
  expect((await theirs).exitCode).toBe(0);
  expect(current()).toBe('system-1-link');
  expect(existsSync(`${profile}.lock`)).toBe(false);
});

test('we wait for who gives it back as Nix does, and then have another', async () => {
  const first = await lock();
  const second = lock();
  await sleep(50);
  first?.[Symbol.dispose]();
  using theirs = await second;
  expect(theirs).toBeDefined();
  expect(statSync(`${profile}.lock`).size).toBe(0);
});

test('it is given back on a full disk, and when somebody has deleted it', async () => {
  using disk = new SmallDisk(64);
  const elsewhere = join(disk.path, 'system');
  const again = () => lockProfile(elsewhere, 0, settings, signal);
  const first = await again();
  disk.fill(0);
  first?.[Symbol.dispose]();
  expect(existsSync(`${elsewhere}.lock`)).toBe(false);
  const second = await again();
  rmSync(`${elsewhere}.lock`);
  second?.[Symbol.dispose]();
  using third = await again();
  expect(third).toBeDefined();
});

test('who keeps it keeps the profile where it is', async () => {
  using _theirs = await lock();
  expect(await move(1, { waitS: 1 })).toMatchObject({ code: 'busy' });
  expect(current()).toBe('system-3-link');
});

test('beside programs of Nix that move it too, no move is lost and it always leads somewhere', async () => {
  let isOver = false;
  const nix = Promise.all([1, 2].map((number) => many(12, () => nixTo(number)))).then((runs) => {
    isOver = true;
    return runs.flat();
  });
  let moves = 0;
  for (; !isOver; moves++) {
    {
      using _held = await lock();
      const there = current();
      expect(existsSync(join(profile, 'nixos-version'))).toBe(true);
      await sleep(3);
      expect(current()).toBe(there);
    }
    await to(3);
  }
  expect((await nix).map(({ exitCode }) => exitCode)).toEqual(Array(24).fill(0));
  expect(moves).toBeGreaterThan(3);
  expect(current()).toMatch(/^system-[123]-link$/);
  expect(beside()).toEqual([]);
  expect(existsSync(`${profile}.lock`)).toBe(false);
});

test('what a killed helper leaves harms nobody, and the next one takes it away', async () => {
  symlinkSync('system-1-link', unfinishedProfile(settings));
  writeFileSync(`${profile}.lock`, '');
  expect((await nixTo(2)).exitCode).toBe(0);
  expect(current()).toBe('system-2-link');
  const listed = await mini.run('nix-env', '-p', profile, '--list-generations');
  expect(listed.stdout.trim().split('\n')).toHaveLength(3);
  await to(1);
  expect(current()).toBe('system-1-link');
  expect(beside()).toEqual([]);
});

const toplevel = (number: number) => readlinkSync(`${profile}-${number}-link`);

test.each([
  ['no link', () => undefined],
  ['a file', (link: string) => writeFileSync(link, '')],
  ['a way out of the store', (link: string) => symlinkSync('/etc', link)],
  ['a way into a store path', (link: string) => symlinkSync(`${toplevel(1)}/etc`, link)],
  ['what is gone', (link: string) => symlinkSync(`${mini.places.store}/${'0'.repeat(32)}-gone`, link)],
])('to %s it is not moved', async (_, make) => {
  const link = `${profile}-9-link`;
  make(link);
  expect(await move(9)).toMatchObject({ code: 'failed' });
  expect(current()).toBe('system-3-link');
  expect(existsSync(`${profile}.lock`)).toBe(false);
  rmSync(link, { force: true });
});

test('what was looked at has to be what is there', async () => {
  expect(await move(1, { toplevel: toplevel(2) })).toMatchObject({ code: 'stale' });
  expect(current()).toBe('system-3-link');
  expect(await move(1, { toplevel: toplevel(1) })).toBeUndefined();
});

test('where nothing can be locked or written, nothing moves and it is told', async () => {
  const bare = { ...settings, environment: { PATH: mini.root } };
  expect(await switchProfile({ generation: 1, waitS: 9 }, bare, signal)).toEqual({
    code: 'failed',
    output: expect.stringContaining('flock cannot be started'),
  });
  rmSync(`${profile}.lock`);
  symlinkSync('/nowhere/at/all', `${profile}.lock`);
  expect(await move(1)).toMatchObject({ code: 'failed' });
  rmSync(`${profile}.lock`);
  expect(current()).toBe('system-3-link');
});

async function many<Value>(count: number, work: () => Promise<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for (let index = 0; index < count; index++) all.push(await work());
  return all;
}
