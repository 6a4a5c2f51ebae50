import { miniSystem } from '../nix/mini-system.ts';

/** Says where its system is, and waits until it is killed. */
const { root } = await miniSystem({ past: [] });
process.stdout.write(root);
setInterval(() => {}, 60_000);
