import type { PhraseReading } from './phrase.ts';
import type { Words } from './words.ts';

/** What a rebuild is for, by itself. */
const GOALS: ReadonlyMap<string, string> = new Map([
  ['switch', 'switch'],
  ['real switch', 'switch'],
  ['the real switch', 'switch'],
  ['switch to it', 'switch'],
  ['activate', 'switch'],
  ['apply', 'switch'],
  ['build', 'build'],
  ['test', 'test'],
  ['boot', 'boot'],
  ['dry run', 'dry-run'],
  ['dry build', 'dry-run'],
  ['a dry run', 'dry-run'],
]);

/** "Dry run first, then switch": said so short, a part of several rebuilds is clear. By itself it is not. */
export function readGoalAlone({ words }: Words): PhraseReading | undefined {
  const said = words.join(' ');
  const action = GOALS.get(said);
  if (action === undefined) return undefined;
  return {
    grade: 3,
    intents: [{ intent: 'rebuild', slots: { action } }],
    literals: words.length,
    freeWords: 0,
    score: 1,
    how: `goal of a rebuild: ${said}`,
    slotWords: [],
    situated: false,
    rank: 0,
    onlyBeside: true,
  };
}
