import type { Event } from '#dialogue/event.ts';
import type { State } from '#dialogue/state.ts';

/** Events that change nothing but what we say of a job, or nothing at all. */
const PASSING = new Set<Event['type']>(['progressed', 'speech-started', 'understood']);

/** Whether a decision may depend on it. */
export function matters(event: Event, { speeches, mode }: State): boolean {
  if (PASSING.has(event.type)) return false;
  if (event.type !== 'said') return true;
  const isAwaited = 'question' in mode && mode.question.speech === event.speech;
  return isAwaited || speeches.some(({ speech }) => speech === event.speech);
}

/** Keys of plans, answers and packages that are only said, and never decided by. */
const ONLY_SAID = new Set([
  'description',
  'programs',
  'keywords',
  'upgrades',
  'upgraded',
  'message',
  'said',
  'version',
  'downloadBytes',
  'diskBytes',
  'nixosVersion',
  'kernel',
  'findings',
  'folder',
]);

/** Nobody asks for more entries of a list, and a record stays small. */
const MOST_ENTRIES = 100;
const MOST_CHARACTERS = 200;

/** The event without its time and without what is only said: enough to decide by again. */
export function slim(event: Event): Record<string, unknown> & { type: Event['type'] } {
  const { at: _at, ...rest } = event;
  return slimmed(rest) as Record<string, unknown> & { type: Event['type'] };
}

function slimmed(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, MOST_CHARACTERS);
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map(slimmed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (isOnlySaid(key, value) ? [] : [[key, slimmed(inner)]])),
  );
}

function isOnlySaid(key: string, of: object): boolean {
  // What is installed in a generation.
  if (key === 'packages' && 'madeAt' in of) return true;
  // What a line of a log says.
  if (key === 'text' && 'at' in of) return true;
  return ONLY_SAID.has(key);
}
