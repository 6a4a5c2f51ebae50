import type { Answer } from '../answer.ts';
import type { Generation } from '../generation.ts';
import type { NixFacts } from '../nix.ts';
import type { PlanEffects } from '../plan.ts';
import type { GenerationRef, Request } from '../request.ts';
import { fitting, type Profile, pinned } from '../which-generation.ts';
import type { RehearsedWorld } from './rehearsed.ts';

const DAY_MS = 86_400_000;

/** One generation a day, the newest from yesterday. */
export function factsOf({ installed, generations, current }: RehearsedWorld, now: number): NixFacts {
  const last = Math.max(current, ...generations);
  return {
    installed,
    current,
    generations: generations.map(
      (number): Generation => ({
        number,
        madeAt: now - (last - number + 1) * DAY_MS,
        nixosVersion: '25.11',
        kernel: '6.12',
        current: number === current,
        packages: installed,
      }),
    ),
  };
}

/** Whatever is said of a generation, there is one. */
export function targetOf(
  requests: readonly Request[],
  world: RehearsedWorld,
  now: number,
): NonNullable<PlanEffects['to']> {
  const { current } = world;
  const request = requests.find(({ intent }) => intent === 'rollback');
  if (request?.intent !== 'rollback') return { number: current + 1 };
  const { target } = request;
  const profile = profileOf(world, now);
  const dated = (number: number) => {
    const known = profile.generations.find((one) => one.number === number);
    return known ? { number, madeAt: known.madeAt } : { number };
  };
  if (target.kind === 'number') return dated(target.number);
  const meant = target.kind === 'description' ? [] : fitting(target, profile);
  const others = meant.filter(({ number }) => number !== current);
  const [found = fitting({ kind: 'previous' }, profile)[0]] = others;
  return dated(found?.number ?? Math.max(1, current - 1));
}

/** Which generations a deletion takes, as far as it tells by their numbers; or why it cannot be. */
export function deletionIn(requests: readonly Request[], world: RehearsedWorld): Answer | readonly number[] {
  const deletes: number[] = [];
  for (const request of requests) {
    if (request.intent !== 'delete_generations') continue;
    const { limit } = request;
    if (limit.kind === 'oldest') {
      const others = world.generations.filter((number) => number !== world.current).sort((a, b) => a - b);
      deletes.push(...others.slice(0, limit.count));
    }
    if (limit.kind !== 'numbers') continue;
    const { numbers } = limit;
    if (numbers.includes(world.current))
      return { type: 'protected-generation', number: world.current, why: 'current' };
    const missing = numbers.find((number) => !isThere(number, world));
    if (missing !== undefined) return noSuchGeneration(missing, world);
    deletes.push(...numbers);
  }
  return deletes;
}

/** In a dialogue that tells which generations there are, there are no others. */
export function isThere(number: number, { generations, isGiven }: RehearsedWorld): boolean {
  return !isGiven || generations.includes(number);
}

export function noSuchGeneration(number: number, { generations }: RehearsedWorld): Answer {
  return {
    type: 'no-such-generation',
    number,
    first: Math.min(...generations),
    last: Math.max(...generations),
  };
}

/** Newest first. */
function profileOf(world: RehearsedWorld, now: number): Profile {
  const { generations } = factsOf(world, now);
  return {
    generations: [...generations].sort((a, b) => b.number - a.number),
    current: { number: world.current },
    now,
  };
}

/** Between which generations a comparison is. */
export function endsOf(
  request: Extract<Request, { intent: 'compare_generations' }>,
  world: RehearsedWorld,
  now: number,
): { from: number; to: number } {
  const known = pinned(request, profileOf(world, now));
  const { from, to } =
    known.type === 'request' && known.request.intent === 'compare_generations' ? known.request : request;
  const number = (ref: GenerationRef) =>
    ref.kind === 'number' ? ref.number : ref.kind === 'current' ? world.current : world.current - 1;
  return { from: number(from), to: number(to) };
}
