import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { FIRST, SECOND } from '../mini-nixos/release.ts';
import { miniSystem } from './mini-system.ts';

test('a channel of root is updated without a network', async () => {
  await using mini = await miniSystem({ inputs: 'channel' });
  const channel = join(mini.places.state, 'profiles/per-user/root/channels/nixos');
  expect(readFileSync(join(channel, '.git-revision'), 'utf8')).toBe(FIRST.revision);
  expect((await mini.run('nix-channel', '--update')).exitCode).toBe(0);
  expect(readFileSync(join(channel, '.git-revision'), 'utf8')).toBe(FIRST.revision);
  await mini.publish(SECOND);
  const before = (await mini.build()).stdout.trim();
  expect((await mini.run('nix-channel', '--update')).exitCode).toBe(0);
  expect(readFileSync(join(channel, '.git-revision'), 'utf8')).toBe(SECOND.revision);
  const after = (await mini.build()).stdout.trim();
  expect(readFileSync(join(before, 'nixos-version'), 'utf8')).toBe(FIRST.version);
  expect(readFileSync(join(after, 'nixos-version'), 'utf8')).toBe(SECOND.version);
  expect((await mini.run(join(after, 'sw/bin/firefox'))).stdout).toBe('firefox 145.0\n');
  using programs = new DatabaseSync(join(channel, 'programs.sqlite'), { readOnly: true });
  const found = programs.prepare('select package from Programs where name = ?').all('nvim');
  expect(found).toEqual([{ package: 'neovim' }]);
});

test('the input of a flake is updated without a network', async () => {
  await using mini = await miniSystem({ inputs: 'flake' });
  const before = (await mini.build()).stdout.trim();
  expect(before).toBe((await mini.run('readlink', join(mini.root, 'run/current-system'))).stdout.trim());
  const locked = () =>
    JSON.parse(readFileSync(join(mini.places.configuration, 'flake.lock'), 'utf8')).nodes.nixpkgs.locked.rev;
  const first = locked();
  await mini.publish(SECOND);
  expect((await mini.build()).stdout.trim()).toBe(before);
  const updated = await mini.run('nix', 'flake', 'update', '--flake', mini.places.configuration);
  if (updated.exitCode !== 0) await mini.run('nix', 'flake', 'update', mini.places.configuration);
  expect(locked()).not.toBe(first);
  const after = (await mini.build()).stdout.trim();
  expect(readFileSync(join(after, 'nixos-version'), 'utf8')).toBe(SECOND.version);
});

test('packages by name, for a profile and for looking around', async () => {
  await using mini = await miniSystem({ past: [], daemon: false });
  const installed = await mini.run('nix', 'profile', 'install', 'nixpkgs#hello');
  expect(installed).toMatchObject({ exitCode: 0 });
  const listed = await mini.run('nix-env', '-f', '<nixpkgs>', '-qaP', '--json', '--meta', '-A', 'firefox');
  expect(JSON.parse(listed.stdout)).toMatchObject({ firefox: { pname: 'firefox', version: '144.0' } });
});

test('what a binary cache has is fetched', async () => {
  await using mini = await miniSystem({ past: [], cached: ['htop', 'firefox'] });
  mini.configure({ packages: ['htop', 'firefox', 'hello'] });
  const dry = await mini.run(
    'nix-build',
    '--dry-run',
    '<nixpkgs>',
    '-A',
    'firefox',
    '-A',
    'htop',
    '-A',
    'hello',
  );
  expect(dry.stderr).toMatch(
    /these 2 paths will be fetched \(\d+\.\d+ MiB download, \d+\.\d+ MiB unpacked\)/,
  );
  const built = await mini.run(
    'nix-build',
    '--no-out-link',
    '<nixpkgs>',
    '-A',
    'firefox',
    '--store',
    'daemon',
  );
  expect(built.stderr).toMatch(/copying path '.*-firefox-144.0' from 'file:/);
  expect(built.stderr).not.toContain('building');
});
