import type { Answer } from '../answer.ts';
import type { DeleteLimit, RollbackTarget } from '../request.ts';
import { timeSaid } from '../when.ts';
import { fitting } from '../which-generation.ts';
import { type Change, nothing } from './change.ts';
import { withOwnUndone } from './own-packages.ts';
import { changeOf } from './settings.ts';
import type { SystemGeneration, World } from './world.ts';

const DAY_MS = 86_400_000;

export function withRollback(change: Change, target: RollbackTarget, world: World): Answer | undefined {
  const [meant] = fitting(target, world);
  const found = world.generations.find(({ number }) => number === meant?.number);
  if (found === world.current) return nothing('already-current', String(found.number));
  if (found) return goneBack(change, found, world);
  return target.kind === 'number' ? noSuchGeneration(target.number, world) : nothing('no-older-generation');
}

/** Back to the generation before the last change, from one that was tried to the one in use, and services as they were. */
export function withUndo(change: Change, world: World): Answer | undefined {
  const last = world.undo.at(-1);
  if (last?.own) return withOwnUndone(change, last.own, world);
  const target = world.generations.find(({ number }) => number === last?.from);
  if (!last || !target || last.to !== world.current.number) return nothing('nothing-to-undo');
  change.undoes = true;
  if (target !== world.current || last.tried) goneBack(change, target, world);
  for (const [unit, state] of Object.entries(last.units ?? {}))
    change.units.set(unit, state === 'running' ? 'start' : 'stop');
  return undefined;
}

/** Generations that fit the limit go, except those in use: asked for by number, these are the answer. */
export function withDeletion(change: Change, limit: DeleteLimit, world: World): Answer | undefined {
  const { generations, current, booted, newest } = world;
  if (limit.kind === 'numbers') {
    const missing = limit.numbers.filter((number) => !generations.some((one) => one.number === number));
    // "33 to 99" is a slip of the tongue at its end.
    const last = missing.at(-1);
    if (last !== undefined) return noSuchGeneration(last, world);
    for (const number of limit.numbers) {
      const why = whyKept(change, number, world);
      if (why) return { type: 'protected-generation', number, why };
    }
  }
  const inUse = change.existing?.number ?? (makesNew(change) ? undefined : current.number);
  const others = generations.filter(({ number }) => number !== inUse);
  const mayGo = ({ number }: SystemGeneration) =>
    number !== current.number && !booted.has(number) && !newest.has(number);
  const fitting =
    limit.kind === 'oldest'
      ? others.slice(-limit.count)
      : others.filter((one, position) => fitsLimit(one, position, limit, world.now));
  const going = limit.kind === 'oldest' ? others.filter(mayGo).slice(-limit.count) : fitting.filter(mayGo);
  const all = new Set([...change.deletes, ...going.map(({ number }) => number)]);
  if (all.size === change.deletes.length)
    return nothing(fitting.length > 0 ? 'generations-kept' : 'no-such-generations');
  change.deletes = [...all].sort((a, b) => a - b);
  return undefined;
}

/** `position`: among those besides the one that is or will be in use; 0 is the newest. */
function fitsLimit(
  { number, madeAt }: SystemGeneration,
  position: number,
  limit: Exclude<DeleteLimit, { kind: 'oldest' }>,
  now: number,
): boolean {
  switch (limit.kind) {
    case 'older_than':
      return madeAt < now - limit.days * DAY_MS;
    case 'keep':
      return position >= limit.count - 1;
    case 'numbers':
      return limit.numbers.includes(number);
    case 'before':
      return madeAt < (timeSaid(limit.iso, now)?.interval.from ?? 0);
  }
}

/** The change makes a generation, which is then the one in use. */
function makesNew(change: Change): boolean {
  return change.moves && !change.existing && change.activation !== 'test';
}

function whyKept(
  change: Change,
  number: number,
  { current, booted, newest }: World,
): 'current' | 'booted' | 'newest' | undefined {
  if (isTarget(change, number) || number === current.number) return 'current';
  if (booted.has(number)) return 'booted';
  return newest.has(number) ? 'newest' : undefined;
}

function isTarget(change: Change, number: number): boolean {
  return change.existing?.number === number;
}

export function noSuchGeneration(number: number, { generations }: Pick<World, 'generations'>): Answer {
  const [first, last] = [generations.at(-1), generations[0]];
  return { type: 'no-such-generation', number, first: first?.number ?? 0, last: last?.number ?? 0 };
}

function goneBack(change: Change, target: SystemGeneration, world: World): undefined {
  Object.assign(change, changeOf(target.settings()));
  change.packages = new Set(target.packages);
  change.revision = world.revisionOf(target);
  change.existing = target;
  change.returnedTo = target;
  change.moves = true;
}
