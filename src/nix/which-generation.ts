import type { Answer, UnclearGeneration } from './answer.ts';
import type { Generation } from './generation.ts';
import type { GenerationRef, Request, RollbackTarget } from './request.ts';
import { timeSaid } from './when.ts';

/** What has to be known of a generation to find it by what is said of it. */
export type Known = Pick<Generation, 'number' | 'madeAt' | 'nixosVersion' | 'packages'>;

export interface Profile {
  /** Newest first. */
  generations: readonly Known[];
  current: Pick<Known, 'number'>;
  now: number;
}

export type Pinned = { type: 'request'; request: Request } | { type: 'answer'; answer: Answer };

/** The request with numbers for the generations it tells by date or description; or the answer when that cannot be. */
export function pinned(request: Request, profile: Profile): Pinned {
  switch (request.intent) {
    case 'rollback':
      return pinnedTarget(request.target, profile);
    case 'compare_generations':
      return pinnedEnds(request, profile);
    default:
      return { type: 'request', request };
  }
}

function pinnedTarget(target: RollbackTarget, profile: Profile): Pinned {
  if (target.kind === 'number' || target.kind === 'previous' || target.kind === 'back')
    return { type: 'request', request: { intent: 'rollback', target } };
  const found = fitting(target, profile);
  // Who wants to go back does not mean where they are, unless it is all there is.
  const others = found.filter(({ number }) => number !== profile.current.number);
  const [first, ...more] = others.length > 0 ? others : found;
  if (!first) return unclear('none', target, profile.generations.slice(-1));
  if (more.length > 0)
    return unclear(target.kind === 'description' ? 'unknown' : 'several', target, [first, ...more]);
  return {
    type: 'request',
    request: { intent: 'rollback', target: { kind: 'number', number: first.number } },
  };
}

function unclear(
  why: UnclearGeneration['why'],
  target: RollbackTarget,
  generations: readonly Known[],
): Pinned {
  const dated = generations.map(({ number, madeAt }) => ({ number, madeAt }));
  return { type: 'answer', answer: { type: 'unclear-generation', why, target, generations: dated } };
}

/** The generations that a target may mean, newest first. */
export function fitting(target: RollbackTarget, { generations, current, now }: Profile): readonly Known[] {
  switch (target.kind) {
    case 'date':
      return generationsFrom(generations, target.iso, now);
    case 'number':
      return generations.filter(({ number }) => number === target.number);
    case 'before':
      return generations.filter(({ number }) => number < target.number).slice(0, 1);
    case 'previous':
      return generations.filter(({ number }) => number < current.number).slice(0, 1);
    case 'back':
      return generations
        .filter(({ number }) => number < current.number)
        .slice(target.count - 1, target.count);
    case 'oldest':
      return generations.slice(-1);
    case 'package':
      return withPackage(target, generations);
    case 'update':
      return beforeUpdate(generations.filter(({ number }) => number <= current.number));
    case 'description':
      return generations;
  }
}

function withPackage(
  { package: attribute, when }: Extract<RollbackTarget, { kind: 'package' }>,
  generations: readonly Known[],
): readonly Known[] {
  const has = ({ packages }: Known) => packages.includes(attribute);
  const came = generations.findLastIndex(has);
  switch (when) {
    case 'came':
      return generations.slice(came, came + 1);
    case 'before':
      return came < 0 ? [] : generations.slice(came + 1, came + 2);
    case 'with':
      return generations.filter(has).slice(0, 1);
    case 'without':
      return generations.filter((one) => !has(one)).slice(0, 1);
  }
}

/** The one below the newest step from one release to another. */
function beforeUpdate(generations: readonly Known[]): readonly Known[] {
  const updated = generations.findIndex(({ nixosVersion }, at) => {
    const older = generations[at + 1];
    return older !== undefined && older.nixosVersion !== nixosVersion;
  });
  return updated < 0 ? [] : generations.slice(updated + 1, updated + 2);
}

/**
 * Those of `generations` (newest first) that a time means: made within it; when there are none, the newest made before
 * its end, which was in use then; for "before that", the newest made before its start.
 */
export function generationsFrom<Item extends { madeAt: number }>(
  generations: readonly Item[],
  iso: string,
  now: number,
): readonly Item[] {
  const said = timeSaid(iso, now);
  if (!said) return [];
  const { from, to } = said.interval;
  const madeBefore = (time: number) => generations.filter(({ madeAt }) => madeAt < time).slice(0, 1);
  if (said.before) return madeBefore(from);
  const within = generations.filter(({ madeAt }) => madeAt >= from && madeAt < to);
  return within.length > 0 ? within : madeBefore(to);
}

type Comparison = Extract<Request, { intent: 'compare_generations' }>;

/** Of a time with several generations, a comparison goes from the first or to the last of them: it is no change, so nothing is asked. */
function pinnedEnds({ intent, from, to }: Comparison, profile: Profile): Pinned {
  const { generations, current, now } = profile;
  const ends = { from, to };
  for (const side of ['from', 'to'] as const) {
    const ref = ends[side];
    if (ref.kind !== 'date') continue;
    const found = generationsFrom(generations, ref.iso, now).at(side === 'from' ? -1 : 0);
    if (!found) return unclear('none', ref, generations.slice(-1));
    ends[side] = { kind: 'number', number: found.number };
  }
  if (from.kind === 'date' && numberOf(ends.from, current) === numberOf(ends.to, current))
    ends.from = beforeIt(ends.from, from.iso, profile);
  return { type: 'request', request: { intent, ...ends } };
}

function numberOf(ref: GenerationRef, current: Profile['current']): number | undefined {
  return ref.kind === 'number' ? ref.number : ref.kind === 'current' ? current.number : undefined;
}

/** "Since yesterday", when the only one made since is the present one: from the one before it. */
function beforeIt(ref: GenerationRef, iso: string, { generations, now }: Profile): GenerationRef {
  const at = generations.findIndex(({ number }) => ref.kind === 'number' && number === ref.number);
  const said = timeSaid(iso, now);
  const [one, older] = [generations[at], generations[at + 1]];
  const isMadeThen = one && said && !said.before && one.madeAt >= said.interval.from;
  return isMadeThen && older ? { kind: 'number', number: older.number } : ref;
}
