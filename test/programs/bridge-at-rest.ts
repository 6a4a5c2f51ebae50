/** Opens the bridge to the stand-in, prints the process id of its Python, and has nothing more to do. */
import { join } from 'node:path';
import { openBridge } from '#nix/rebuild/bridge/open-bridge.ts';
import { childrenOf } from './children-of.ts';

const module = {
  packages: import.meta.dirname,
  interpreter: '/usr/bin/python3',
  foundBy: 'environment',
} as const;
const bridge = openBridge(module, { PATH: '/usr/bin:/bin', HOME: join(import.meta.dirname, 'nowhere') });
await bridge.functions(new AbortController().signal);
process.stdout.write(childrenOf(process.pid).join());
