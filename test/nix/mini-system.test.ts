import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemProfile } from '#nix/places.ts';
import { miniSystem } from './mini-system.ts';

test('the bed is a system with three dated generations and a daemon', async () => {
  await using mini = await miniSystem();
  const listed = await mini.run('nix-env', '-p', systemProfile(mini.places), '--list-generations');
  expect(listed.stdout.trim().split('\n')).toHaveLength(3);
  const top = readlinkSync(join(mini.root, 'run/current-system'));
  expect((await mini.run('nix', '--store', 'daemon', 'path-info', top)).stdout).toBe(`${top}\n`);
});
