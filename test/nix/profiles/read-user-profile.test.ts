import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { findUserProfiles } from '#nix/profiles/find-user-profiles.ts';
import { readHomeManager } from '#nix/profiles/read-home-manager.ts';
import { readUserProfile } from '#nix/profiles/read-user-profile.ts';
import { emptyPlaces, storePath } from './many-generations.ts';

interface Home extends Disposable {
  store: string;
  profiles: string;
  profile: string;
  places: ReturnType<typeof emptyPlaces>;
}

function home(files: Record<string, string> = {}): Home {
  const root = mkdtempSync(join(tmpdir(), 'ask-nix-home-'));
  const places = emptyPlaces(root);
  const profiles = join(root, 'home/nix/profiles');
  mkdirSync(profiles, { recursive: true });
  const environment = storePath(places.store, 1, 'user-environment');
  mkdirSync(environment);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(environment, file), text);
  symlinkSync(environment, join(profiles, 'profile-1-link'));
  symlinkSync('profile-1-link', join(profiles, 'profile'));
  const { store } = places;
  const profile = join(profiles, 'profile');
  return { store, profiles, profile, places, [Symbol.dispose]: () => rmSync(root, { recursive: true }) };
}

const PATH = '/nix/store/00000000000000000000000000000000-vim-9.1.1869';
const VIM = { active: true, attrPath: 'legacyPackages.x86_64-linux.vim', storePaths: [PATH] };
const READ = { name: 'vim', attribute: VIM.attrPath, url: 'flake:nixpkgs', active: true, storePaths: [PATH] };

it.each<[string, unknown, unknown[]]>([
  ['3', { version: 3, elements: { vim: { ...VIM, originalUrl: 'flake:nixpkgs', priority: 5 } } }, [READ]],
  ['2', { version: 2, elements: [{ ...VIM, originalUrl: 'flake:nixpkgs', url: 'path:/x' }] }, [READ]],
  ['1', { version: 1, elements: [{ ...VIM, originalUri: 'flake:nixpkgs' }] }, [READ]],
  [
    '3, of a store path',
    { version: 3, elements: { mine: { active: false, storePaths: [PATH], outputs: null } } },
    [{ name: 'mine', active: false, storePaths: [PATH] }],
  ],
  ['2, empty', { version: 2, elements: [] }, []],
])('reads a manifest of version %s', (_, manifest, elements) => {
  using made = home({ 'manifest.json': JSON.stringify(manifest) });
  expect(readUserProfile(made.profile, made.places)).toEqual({ type: 'nix-profile', elements });
});

it.each([
  '',
  '{',
  '[]',
  '{"version":4,"elements":{}}',
  '{"version":3,"elements":[]}',
  '{"version":3,"elements":{"a":7}}',
])('says that the manifest %j is damaged', (text) => {
  using made = home({ 'manifest.json': text });
  expect(readUserProfile(made.profile, made.places)).toMatchObject({ type: 'damaged' });
});

it('tells what nix-env installed by where its links lead', () => {
  using made = home({ 'manifest.nix': '[ { name = "ignored-1"; } ]' });
  const link = (name: string, target: string) => {
    mkdirSync(dirname(join(made.profile, name)), { recursive: true });
    symlinkSync(target, join(made.profile, name));
  };
  const vim = storePath(made.store, 2, 'vim-9.1.1869');
  link('bin/vim', `${vim}/bin/vim`);
  link('bin/vi', `${vim}/bin/vim`);
  link('bin/evil', '/etc/passwd');
  link('share/man/man1', `${storePath(made.store, 3, 'git-2.51.2-man')}/share/man/man1`);
  link('share/fonts', `${storePath(made.store, 4, 'noto-fonts')}/share/fonts`);
  expect(readUserProfile(made.profile, made.places)).toEqual({
    type: 'nix-env',
    packages: [
      { pname: 'git', version: '2.51.2' },
      { pname: 'noto-fonts', version: '' },
      { pname: 'vim', version: '9.1.1869' },
    ],
  });
});

it('tells a profile that is not there from an empty one and one that leads nowhere', () => {
  using made = home();
  expect(readUserProfile(made.profile, made.places)).toEqual({ type: 'nix-profile', elements: [] });
  expect(readUserProfile(join(made.profiles, 'none'), made.places)).toEqual({ type: 'none' });
  symlinkSync('profile-9-link', join(made.profiles, 'broken'));
  expect(readUserProfile(join(made.profiles, 'broken'), made.places)).toMatchObject({ type: 'damaged' });
});

it('finds the profiles of a person, and Home Manager among them', () => {
  using made = home();
  const stateHome = join(made.profiles, '../..');
  expect(findUserProfiles({ user: 'ann', stateHome }, made.places)).toBe(made.profiles);
  expect(findUserProfiles({ user: 'ann', stateHome: '/nowhere' }, made.places)).toBeUndefined();
  const old = join(made.places.state, 'profiles/per-user/ann');
  mkdirSync(old, { recursive: true });
  symlinkSync('home-manager-1-link', join(old, 'home-manager'));
  expect(findUserProfiles({ user: 'ann', stateHome: '/nowhere' }, made.places)).toBe(old);

  expect(readHomeManager(made.profiles)).toBeUndefined();
  const toplevel = storePath(made.store, 7, 'home-manager-generation');
  const environment = storePath(made.store, 8, 'home-manager-path');
  mkdirSync(toplevel);
  symlinkSync(environment, join(toplevel, 'home-path'));
  symlinkSync(toplevel, join(made.profiles, 'home-manager-12-link'));
  symlinkSync('home-manager-12-link', join(made.profiles, 'home-manager'));
  expect(readHomeManager(made.profiles)).toEqual({ generation: 12, toplevel, environment });
  expect(readHomeManager(old)).toBeUndefined();
});
