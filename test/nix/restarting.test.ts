import { describe, expect, it } from 'vitest';
import type { Answer } from '#nix/answer.ts';
import type { Nix } from '#nix/nix.ts';
import { NO_EFFECTS, type Plan } from '#nix/plan.ts';
import type { Request } from '#nix/request.ts';
import { type Awaited, nixWithRestart } from '#nix/systems/restarting.ts';
import { answerOf, never, planOf } from '../contracts/nix.ts';
import { install } from './practice-fixture.ts';

const KERNEL: Awaited = { why: 'kernel', what: 'new' };
const REST: Awaited = { why: 'rest', what: 'newer' };
const RESTART: Request = { intent: 'restart_machine' };
const DONE: Answer = { type: 'done', requests: [RESTART] };

/** A system whose changes lead from one thing that awaits a restart to another. */
function system(from?: Awaited, to?: Awaited | (() => Awaited), isPermitted = true, answer?: Answer): Nix {
  let awaited = from;
  const nix: Nix = {
    system: 'local',
    facts: async () => ({ installed: [], generations: [], current: 1 }),
    plan: async () => ({ type: 'answer', answer: { type: 'nothing-to-do', why: 'up-to-date' } }),
    async *run({ requests }) {
      awaited = typeof to === 'function' ? to() : to;
      yield answer ?? { type: 'done', requests, generation: 2 };
    },
  };
  return nixWithRestart(nix, { awaited: () => awaited, isPermitted, restart: async () => DONE });
}

function planFor(request: Request): Plan {
  return { hash: '', system: 'local', requests: [request], risk: 'change', effects: NO_EFFECTS };
}

const rebuild = (action: 'switch' | 'boot' | 'test'): Request => ({ intent: 'rebuild', action });

describe('that a change waits for a restart', () => {
  it.each<[string, Request, Awaited | undefined, Awaited['why'] | undefined]>([
    ['is told', install('vim'), KERNEL, 'kernel'],
    ['is not told when it does not', install('vim'), undefined, undefined],
    ['is not told of what passes with it', rebuild('test'), REST, undefined],
  ])('%s', async (_what, request, to, why) => {
    expect(await toldBy(system(undefined, to), request)).toBe(why);
  });

  it('is told again by another session, of what is newer, and of what was made for the next start', async () => {
    let awaited = KERNEL;
    const nix = system(KERNEL, () => awaited);
    expect(await toldBy(nix, install('vim'))).toBe('kernel');
    expect(await toldBy(nix, install('mpv'))).toBe(undefined);
    awaited = REST;
    expect(await toldBy(nix, rebuild('switch'))).toBe('rest');
    expect(await toldBy(nix, rebuild('switch'))).toBe(undefined);
    expect(await toldBy(nix, rebuild('boot'))).toBe('rest');
  });

  it('is not told of what moves no generation', async () => {
    const answer: Answer = { type: 'done', requests: [install('vim')] };
    expect(await toldBy(system(KERNEL, KERNEL, true, answer), install('vim'))).toBe(undefined);
  });
});

async function toldBy(nix: Nix, request: Request) {
  const answer = await answerOf(nix, planFor(request));
  return answer.type === 'done' ? answer.needsRestart : undefined;
}

it('is told too when a service of it did not start, and not when it was put back', async () => {
  const failed = (code: 'unit-failed' | 'build-failed') =>
    ({ type: 'failed', code, restored: code === 'build-failed', generation: 2 }) as const;
  const told = (answer: Answer) => answerOf(system(undefined, KERNEL, true, answer), planFor(install('vim')));
  expect(await told(failed('unit-failed'))).toMatchObject({ needsRestart: 'kernel' });
  expect(await told(failed('build-failed'))).not.toHaveProperty('needsRestart');
});

describe('a restart', () => {
  it('is carried out as planned, and cancelled before it began', async () => {
    const nix = system(KERNEL);
    const plan = await planOf(nix, RESTART);
    expect(await answerOf(nix, plan)).toEqual(DONE);
    expect(await answerOf(nix, plan, AbortSignal.abort())).toEqual({ type: 'cancelled', restored: true });
    expect(await answerOf(system(REST), plan)).toMatchObject({ code: 'stale-plan' });
    expect(await answerOf(system(), plan)).toMatchObject({ code: 'stale-plan' });
  });

  it('is planned and not carried out by who may not', async () => {
    const nix = system(KERNEL, KERNEL, false);
    const plan = await planOf(nix, RESTART);
    expect(plan.effects.isNotPermitted).toBe(true);
    expect(await answerOf(nix, plan)).toMatchObject({ code: 'not-permitted', restored: true });
  });

  it('is planned by itself', async () => {
    await expect(system(KERNEL).plan([RESTART, install('vim')], never)).rejects.toMatchObject({
      code: 'refused',
    });
  });
});
