import { nixContract } from '../../contracts/nix.ts';
import { PAST } from '../../mini-nixos/past.ts';
import { local } from './local-fixture.ts';

/** So many that some may be deleted. */
const past = [1, 2, 3].map((count) => ({
  daysAgo: 40 + count,
  managed: { packages: ['git', 'htop', 'jq'].slice(0, count) },
}));

nixContract('a NixOS in miniature', () => local({ past: [...past, ...PAST], inputs: 'channel' }));
