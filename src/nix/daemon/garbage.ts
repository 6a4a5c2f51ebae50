import type { StorePath } from '../store-path.ts';
import type { Operation } from './operation.ts';

export interface Collected {
  /** Below the store directory; not each is a store path, leftovers are garbage too. */
  paths: readonly string[];
  bytesFreed: number;
}

const ACTIONS = { 'return-live': 0, 'return-dead': 1, 'delete-dead': 2, 'delete-these': 3 } as const;

const EVERYTHING = 2n ** 64n - 1n;

/**
 * @param maxFreedBytes stop deleting when at least so much is freed; all by default.
 * @param these what `delete-these` deletes, with all that refers to it: it fails where something of that is needed.
 */
export function collectGarbage(
  action: keyof typeof ACTIONS,
  maxFreedBytes: number | undefined,
  these: readonly StorePath[] = [],
): Operation<Collected> {
  return {
    name: 'CollectGarbage',
    number: 20,
    kind: 'work',
    write(writer) {
      const ignoreLiveness = false;
      writer.number(ACTIONS[action]).strings(these).bool(ignoreLiveness);
      writer.number(maxFreedBytes ?? EVERYTHING);
      const unused = 0;
      writer.number(unused).number(unused).number(unused);
    },
    async read(reader) {
      const collected = { paths: await reader.strings(), bytesFreed: await reader.number() };
      await reader.u64();
      return collected;
    },
  };
}
