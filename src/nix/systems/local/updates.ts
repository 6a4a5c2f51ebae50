import type { Answer } from '../../answer.ts';
import { readManaged } from '../../configuration/managed-file.ts';
import { evaluateAfter } from './evaluate-after.ts';
import type { LocalSystem } from './local-system.ts';
import { packageChanges, recipesOf } from './recipes.ts';
import type { LocalWorld } from './world.ts';

/** What an update would bring, looked at and not made. */
export async function updatesAnswer(
  system: LocalSystem,
  { current }: Pick<LocalWorld, 'current'>,
  signal: AbortSignal,
): Promise<Answer> {
  const read = readManaged(system.places);
  if (read.type === 'damaged')
    return { type: 'failed', code: 'broken-state', restored: true, file: read.file };
  const wanted = { managed: read.config, isWish: false, sets: new Map(), updates: true, offline: false };
  const after = await evaluateAfter(wanted, system, signal);
  if (after.type === 'answer') return after.answer;
  const recipes = after.type === 'system' ? recipesOf(after, current, system) : undefined;
  if (after.type === 'unknown' || !recipes)
    return { type: 'failed', code: 'updates-unknown', restored: true };
  const { downloadBytes } = after.missing;
  return { type: 'updates', upgrades: packageChanges(recipes).upgrades, downloadBytes };
}
