import { expect, test } from 'vitest';
import { killWithinChange } from '../nix/kill-within-change.ts';
import { practice } from '../nix/practice-fixture.ts';

test('eighty kills within changes of every kind leave a system that is whole', async () => {
  await using fixture = await practice();
  for (let kill = 0; kill < 80; kill++) await killWithinChange(fixture, (kill * 37) % 331);
  expect((await fixture.again()).repairs).toEqual([]);
});
