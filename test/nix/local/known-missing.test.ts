import { expect, it } from 'vitest';
import { VirtualClock } from '#base/virtual-clock.ts';
import type { Missing } from '#nix/daemon/missing.ts';
import { parseStorePath } from '#nix/store-path.ts';
import { missingFor } from '#nix/systems/local/known-missing.ts';
import { never } from '../../contracts/nix.ts';

const STORE = '/nix/store';
const derivation = parseStorePath(`${STORE}/${'0'.repeat(32)}-x.drv`, STORE);
if (!derivation) throw new Error('no store path');

it('asks the daemon again when the store was written to, nobody tells whether it was, or time has passed', async () => {
  const clock = new VirtualClock(0);
  let asked = 0;
  let version: string | undefined = '1';
  const known: boolean[] = [];
  const system = {
    clock,
    daemon: {
      async missing(): Promise<Missing> {
        asked += 1;
        return { willBuild: [], willSubstitute: [], unknown: [], downloadBytes: asked, narBytes: 0 };
      },
    },
    database: {
      read: <Value>(work: () => Value) =>
        version === undefined
          ? ({ type: 'refused', why: 'busy', detail: '' } as const)
          : ({ type: 'read', value: work(), version } as const),
    },
    knownMissing: new Map(),
    hits: { count: (_: string, isKnown: boolean) => void known.push(isKnown), rates: () => ({}), keep() {} },
  };
  const ask = async () => (await missingFor(derivation, system as never, never)).downloadBytes;
  expect([await ask(), await ask()]).toEqual([1, 1]);
  version = '2';
  expect([await ask(), await ask()]).toEqual([2, 2]);
  await clock.sleep(600_000, never);
  expect([await ask(), await ask()]).toEqual([3, 3]);
  version = undefined;
  expect([await ask(), await ask()]).toEqual([4, 5]);
  expect(known).toEqual([false, true, false, true, false, true, false, false]);
});
