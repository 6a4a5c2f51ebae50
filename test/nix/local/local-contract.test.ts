import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { nixContract } from '../../contracts/nix.ts';
import { publishChannel } from '../../mini-nixos/channel.ts';
import { PAST } from '../../mini-nixos/past.ts';
import { type KeptMini, keptMini } from '../kept-mini.ts';
import { localOn } from './local-fixture.ts';

/** So many that one may be deleted. */
const past = [1, 2].map((count) => ({
  daysAgo: 40 + count,
  managed: { packages: ['git', 'htop'].slice(0, count) },
}));

let kept: KeptMini;
beforeAll(async () => {
  kept = await keptMini({ past: [...past, ...PAST] }, async ({ root, environment }) => {
    // A channel that was subscribed to and never brought in: what it offers can be looked at.
    await publishChannel(root, environment);
    writeFileSync(
      join(root, 'home/.nix-channels'),
      `file://${root}/channel/nixos-26.05/nixexprs.tar.xz nixos\n`,
    );
  });
});
afterAll(() => kept[Symbol.asyncDispose]());

nixContract('a NixOS in miniature', async () => localOn(await kept.again()));
