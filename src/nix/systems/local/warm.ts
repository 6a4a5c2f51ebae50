import { setImmediate as nextTurn } from 'node:timers/promises';
import { compareGenerations } from './compare.ts';
import { evaluateAhead } from './evaluate-ahead.ts';
import type { LocalSystem } from './local-system.ts';

/**
 * Reads what will be asked for, before it is: what is in each generation, how the newest differ, and what the next change is
 * likely to make. Between two generations whoever speaks has their turn. What cannot be read is told to who asks for it.
 * Nothing goes online.
 */
export async function warm(system: LocalSystem, signal: AbortSignal): Promise<void> {
  for (const generation of system.read().generations) {
    generation.settings();
    await nextTurn();
    signal.throwIfAborted();
  }
  compareGenerations(
    { intent: 'compare_generations', from: { kind: 'previous' }, to: { kind: 'current' } },
    system,
  );
  await evaluateAhead(system, signal);
}
