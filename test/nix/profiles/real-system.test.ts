import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemProfile } from '#nix/places.ts';
import { readBootMenu } from '#nix/profiles/read-boot-menu.ts';
import { readGenerations } from '#nix/profiles/read-generations.ts';
import { readPackages } from '#nix/profiles/read-packages.ts';
import { readSwitchSide } from '#nix/profiles/read-switch-side.ts';
import { readUserProfile } from '#nix/profiles/read-user-profile.ts';
import { switchConcerns } from '#nix/profiles/switch-concerns.ts';
import type { PathName } from '#nix/store/path-name.ts';
import { storeDatabase } from '#nix/store/store-database.ts';
import { type MiniSystem, miniSystem } from '../mini-system.ts';

let mini: MiniSystem;
beforeAll(async () => {
  mini = await miniSystem();
});
afterAll(() => mini[Symbol.asyncDispose]());

it('lists the generations that nix-env lists, with what their own programs say', async () => {
  const { generations, damaged } = readGenerations(mini.places);
  expect(damaged).toEqual([]);
  const { stdout } = await mini.run('nix-env', '-p', systemProfile(mini.places), '--list-generations');
  const listed = stdout.trimEnd().split('\n').toReversed();
  expect(generations.map(({ number, current }) => [number, current])).toEqual(
    listed.map((line) => [Number.parseInt(line, 10), line.includes('(current)')]),
  );
  for (const { toplevel, nixosVersion, revision } of generations) {
    const program = join(toplevel, 'sw/bin/nixos-version');
    const asked = await mini.run(program, '--configuration-revision');
    expect(revision ?? '').toBe(asked.stdout.trim());
    expect((await mini.run(program)).stdout).toContain(nixosVersion);
  }
});

it('knows labels, dates, kernel, and what runs and was booted', () => {
  const { generations, current } = readGenerations(mini.places);
  const now = Date.now();
  const days = generations.map(({ madeAt }) => Math.round((now - madeAt) / 86_400_000));
  expect(days).toEqual([1, 10, 30]);
  expect(current).toBe(3);
  expect(generations).toMatchObject([
    { active: true, booted: false, revision: /^[0-9a-f]{40}$/.exec(generations[0]?.revision ?? '')?.[0] },
    { active: false, booted: false, label: expect.stringMatching(/^with-vim-/) },
    { active: false, booted: true, kernel: expect.stringMatching(/^\d+\.\d+/) },
  ]);
});

it('tells what switching back would do', () => {
  const { generations } = readGenerations(mini.places);
  const [newest, , oldest] = generations.map(({ toplevel, number }) => readSwitchSide(toplevel, number));
  if (!newest || !oldest) throw new Error('there are three generations');
  expect(newest).toMatchObject({ canSwitch: true, architecture: 'x86_64-linux', initInterface: 'systemd 2' });
  const bootMenu = readBootMenu(mini.places);
  expect(bootMenu).toEqual({ generations: [3, 2, 1], starts: 3 });
  const running = { kernel: newest.kernel, bootMenu: bootMenu.generations };
  expect(switchConcerns(newest, oldest, running)).toEqual([
    { what: 'units', stops: ['nginx.service'], starts: [], replaces: expect.any(Array) },
  ]);
  expect(switchConcerns(newest, readSwitchSide('/nowhere', 4), running)).toMatchObject([
    { what: 'no-switch-program' },
    { what: 'other-architecture', to: '' },
    { what: 'needs-restart' },
    { what: 'units' },
  ]);
});

it('tells what is installed in each generation, by the database and by links alike', async () => {
  using store = storeDatabase(mini.places);
  using none = storeDatabase({ state: '/nowhere' });
  const { generations } = readGenerations(mini.places);
  const known = new Map<string, readonly PathName[]>();
  const packages = generations.map(({ toplevel }) => readPackages(toplevel, mini.places, store, known));
  const [newest, , oldest] = packages.map((all) => all.map(({ pname }) => pname));
  expect(newest).toEqual(expect.arrayContaining(['coreutils', 'firefox', 'git', 'hello', 'vim']));
  expect(oldest).not.toContain('firefox');
  expect(generations.map(({ toplevel }) => readPackages(toplevel, mini.places, none, known))).toEqual(
    packages,
  );
  const byLinks = readPackages(generations[0]?.toplevel as string, mini.places, none);
  expect(byLinks).toEqual(packages[0]);
  expect(readPackages('/nowhere', mini.places, store)).toEqual([]);
});

it('reads the profile that nix-env makes, and the one that nix profile makes', async () => {
  const { generations } = readGenerations(mini.places);
  const hello = join(generations[0]?.toplevel as string, 'sw/bin/hello');
  const path = (await mini.run('readlink', hello)).stdout.trim().replace('/bin/hello', '');
  const made = join(mini.root, 'home/by-nix-env');
  expect(await mini.run('nix-env', '-p', made, '-i', path)).toMatchObject({ exitCode: 0 });
  expect(readUserProfile(made, mini.places)).toEqual({
    type: 'nix-env',
    packages: [{ pname: 'hello', version: expect.stringMatching(/^\d/) }],
  });
  const other = join(mini.root, 'home/by-nix-profile');
  expect(await mini.run('nix', 'profile', 'install', '--profile', other, path)).toMatchObject({
    exitCode: 0,
  });
  expect(readUserProfile(other, mini.places)).toMatchObject({
    type: 'nix-profile',
    elements: [{ name: expect.stringContaining('hello'), active: true, storePaths: [path] }],
  });
});
