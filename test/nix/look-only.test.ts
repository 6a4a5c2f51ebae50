import { describe, expect, it } from 'vitest';
import { lookOnlyWhileLocked } from '#nix/look-only.ts';
import { NO_EFFECTS, type Plan } from '#nix/plan.ts';
import type { Request } from '#nix/request.ts';
import type { ScreenReading } from '#nix/screen-lock.ts';
import { answerOf, never, planOf } from '../contracts/nix.ts';
import { install, practice } from './practice-fixture.ts';

const REFUSED = { type: 'failed', code: 'screen-locked', restored: true };
const LOCKED: ScreenReading = { type: 'locked', login: 'c2' };
const screen = (reading: ScreenReading) => ({ read: async () => reading });

const CHANGES: readonly Request[] = [
  install('firefox'),
  { intent: 'edit_undo' },
  { intent: 'collect_garbage' },
  { intent: 'get_model' },
  { intent: 'use_system', system: 'local' },
];

describe('while the screen is locked', () => {
  it('plans no change, also beside a look', async () => {
    await using fixture = await practice();
    const nix = lookOnlyWhileLocked(fixture.nix, screen(LOCKED));
    for (const change of CHANGES)
      expect(await nix.plan([{ intent: 'list_installed' }, change], never)).toEqual({
        type: 'answer',
        answer: REFUSED,
      });
    const again = await fixture.again();
    expect(await again.facts(never)).toEqual(await fixture.nix.facts(never));
  });

  it('carries out no change that was planned before, whatever it says of its risk', async () => {
    await using fixture = await practice();
    const plan = await planOf(fixture.nix, install('firefox'));
    const nix = lookOnlyWhileLocked(fixture.nix, screen(LOCKED));
    for (const risk of ['change', 'look'] as const)
      expect(await answerOf(nix, { ...plan, risk })).toEqual(REFUSED);
    expect((await fixture.nix.facts(never)).installed).not.toContain('firefox');
  });

  it('looks', async () => {
    await using fixture = await practice();
    const nix = lookOnlyWhileLocked(fixture.nix, screen(LOCKED));
    const plan = await planOf(nix, { intent: 'list_generations' });
    expect(await answerOf(nix, plan)).toMatchObject({ type: 'generations' });
  });

  it('asks about no look that turns out to be a change', async () => {
    await using fixture = await practice();
    const [request] = [{ intent: 'try_package', package: 'firefox' } as Request];
    const plan: Plan = {
      ...{ hash: '', system: 'practice', requests: [request], risk: 'change', effects: NO_EFFECTS },
    };
    const large = { ...fixture.nix, plan: async () => ({ type: 'plan', plan }) as const };
    const nix = lookOnlyWhileLocked(large, screen(LOCKED));
    expect(await nix.plan([request], never)).toEqual({ type: 'answer', answer: REFUSED });
  });
});

it('changes where the screen is not locked, and where nobody tells', async () => {
  for (const reading of [
    { type: 'unlocked', login: 'c2' },
    { type: 'unknown', why: 'There is no desktop.' },
  ] as const) {
    await using fixture = await practice();
    const nix = lookOnlyWhileLocked(fixture.nix, screen(reading));
    expect(await answerOf(nix, await planOf(nix, install('firefox')))).toMatchObject({ type: 'done' });
  }
});

it('what is broken off while the screen is asked for is cancelled', async () => {
  await using fixture = await practice();
  const broken = AbortSignal.abort(new Error('enough'));
  const asked = {
    async read(signal: AbortSignal) {
      signal.throwIfAborted();
      return LOCKED;
    },
  };
  const nix = lookOnlyWhileLocked(fixture.nix, asked);
  const plan = await planOf(fixture.nix, install('firefox'));
  expect(await Array.fromAsync(nix.run(plan, broken))).toEqual([{ type: 'cancelled', restored: true }]);
});
