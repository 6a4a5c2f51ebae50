import { setImmediate as nextTurn } from 'node:timers/promises';
import { compareGenerations } from './compare.ts';
import { uncounted } from './hit-rates.ts';
import type { LocalSystem } from './local-system.ts';

/**
 * Reads what will be asked for, before it is: what is in each generation, and how the newest differ. Between two of them
 * whoever speaks has their turn. What cannot be read is told to who asks for it.
 */
export async function warm(asked: LocalSystem): Promise<void> {
  const hits = uncounted(asked.hits);
  const system = { ...asked, hits, read: () => asked.read(hits) };
  for (const generation of system.read().generations) {
    generation.settings();
    await nextTurn();
  }
  compareGenerations(
    { intent: 'compare_generations', from: { kind: 'previous' }, to: { kind: 'current' } },
    system,
  );
}
