import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActivityRecord } from '#nix/activity.ts';
import { Attribute } from '#nix/attribute.ts';
import { isNixpkgsPinned } from '#nix/configuration/pinned-nixpkgs.ts';
import { userProfile } from '#nix/configuration/user-profile.ts';
import { ownProfileLink, readOwnProfile } from '#nix/profiles/own-profile.ts';
import { type MiniSystem, miniSystem } from '../mini-system.ts';

const never = new AbortController().signal;
const hello = Attribute.parse('hello');
const git = Attribute.parse('git');
const vim = Attribute.parse('vim');
let mini: MiniSystem;

beforeAll(async () => {
  mini = await miniSystem({ past: [] });
});
afterAll(() => mini[Symbol.asyncDispose]());

const profileCalled = (name: string, environment = mini.environment) => {
  const home = join(mini.root, name);
  const link = join(home, 'profile');
  mkdirSync(home);
  symlinkSync(link, join(home, '.nix-profile'));
  const own = { ...environment, HOME: home };
  return {
    link,
    own,
    has: (program: string) => existsSync(join(link, 'bin', program)),
    ...userProfile(mini.places, own),
  };
};

/** Where no registry says which nixpkgs is meant, but the search path does. */
function withoutRegistry(): Record<string, string> {
  const folder = join(mini.root, 'unpinned');
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(mini.root, 'etc/nix/nix.conf'), join(folder, 'nix.conf'));
  return { ...mini.environment, NIX_CONF_DIR: folder };
}

test.each([
  ['from the flake that the registry pins', true],
  ['from the search path, where no registry pins one', false],
])('a package comes to a profile and goes, once each, %s', async (_, isPinned) => {
  const environment = isPinned ? mini.environment : withoutRegistry();
  expect(isNixpkgsPinned(environment)).toBe(isPinned);
  const profile = profileCalled(`mine-${isPinned}`, environment);
  const records: ActivityRecord[] = [];
  const onRecord = (record: ActivityRecord) => records.push(record);
  expect(await profile.install(isPinned ? hello : git, never, onRecord)).toEqual({ type: 'changed' });
  expect(records.some((record) => record.type === 'start' && record.activity === 'build')).toBe(true);
  expect(await profile.install(vim, never)).toEqual({ type: 'changed' });
  expect(profile.has('vim')).toBe(true);
  const { kind, packages } = readOwnProfile(profile.own, mini.places);
  expect([kind, ...packages.map(({ attribute }) => attribute)]).toEqual([
    'nix-profile',
    isPinned ? 'hello' : 'git',
    'vim',
  ]);
  expect(await profile.install(vim, never)).toEqual({ type: 'already' });
  expect(await profile.remove(vim, never)).toEqual({ type: 'changed' });
  expect(profile.has('vim')).toBe(false);
  expect(await profile.remove(vim, never)).toEqual({ type: 'already' });
});

test('a registry that only says where the newest is pins nothing, a revision does, damage does not', () => {
  const folder = join(mini.root, 'registries');
  mkdirSync(folder);
  const isPinnedBy = (text: string) => {
    writeFileSync(join(folder, 'registry.json'), text);
    return isNixpkgsPinned({ HOME: '/nowhere', NIX_CONF_DIR: folder });
  };
  const from = { type: 'indirect', id: 'nixpkgs' };
  const to = { type: 'github', owner: 'NixOS', repo: 'nixpkgs' };
  expect(isPinnedBy(JSON.stringify({ version: 2, flakes: [{ from, to }] }))).toBe(false);
  expect(isPinnedBy(JSON.stringify({ version: 2, flakes: [{ from, to: { ...to, rev: 'a' } }] }))).toBe(true);
  expect(isPinnedBy('{"flakes":')).toBe(false);
});

test('what nix-env made is left to it', async () => {
  const profile = profileCalled('old');
  const made = await mini.run('nix-env', '-p', profile.link, '-f', '<nixpkgs>', '-iA', 'hello');
  expect(made.stderr).toContain('installing');
  expect(await profile.install(vim, never)).toEqual({ type: 'of-nix-env' });
  expect(await profile.remove(hello, never)).toEqual({ type: 'of-nix-env' });
  expect(readdirSync(join(mini.root, 'old')).filter((name) => name.startsWith('profile-'))).toHaveLength(1);
  expect(readOwnProfile(profile.own, mini.places)).toEqual({
    kind: 'nix-env',
    packages: [{ attribute: 'hello', version: expect.stringMatching(/^\d/) }],
  });
});

test.each([
  ['no-such-thing', /no-such-thing/],
  ['broken', /is marked as broken/],
  ['failing', /failing/],
])('%s: what Nix says is told, and the profile stays', async (attribute, says) => {
  const profile = profileCalled(`refused-${attribute}`);
  const done = await profile.install(Attribute.parse(attribute), never);
  expect(done).toMatchObject({ type: 'failed', exitCode: 1, output: expect.stringMatching(says) });
  expect(existsSync(profile.link)).toBe(false);
});

test('a profile is where newer Nix keeps it, when only that is there', () => {
  const home = join(mini.root, 'newer');
  const environment = { HOME: home };
  const kind = () => readOwnProfile(environment, mini.places).kind;
  expect(ownProfileLink(environment)).toBe(join(home, '.nix-profile'));
  mkdirSync(join(home, '.local/state/nix/profiles'), { recursive: true });
  symlinkSync('profiles/profile', join(home, '.local/state/nix/profile'));
  const profile = join(home, '.local/state/nix/profiles/profile');
  expect([ownProfileLink(environment), kind()]).toEqual([profile, 'none']);
  symlinkSync('profile-1-link', profile);
  expect(kind()).toBe('damaged');
  symlinkSync(join(home, 'elsewhere'), join(home, '.nix-profile'));
  expect([ownProfileLink(environment), kind()]).toEqual([join(home, 'elsewhere'), 'none']);
});
