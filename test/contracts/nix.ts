import { describe, expect, it } from 'vitest';
import type { Answer, Progress } from '#nix/answer.ts';
import type { Nix } from '#nix/nix.ts';
import type { Plan } from '#nix/plan.ts';
import type { Request } from '#nix/request.ts';

/** One system in two hands, as two processes would hold it. */
export interface NixFixture extends AsyncDisposable {
  nix: Nix;
  /** The same system, opened once more. */
  again(): Promise<Nix>;
  /** A change that can be made, and another one. */
  change: Request;
  otherChange: Request;
}

export const never = new AbortController().signal;

export async function planOf(nix: Nix, ...requests: Request[]): Promise<Plan> {
  const planned = await nix.plan(requests, never);
  if (planned.type !== 'plan') throw new Error(`needless: ${JSON.stringify(planned.answer)}`);
  return planned.plan;
}

export async function eventsOf(nix: Nix, plan: Plan, signal = never): Promise<(Progress | Answer)[]> {
  return Array.fromAsync(nix.run(plan, signal));
}

export async function answerOf(nix: Nix, plan: Plan, signal = never): Promise<Answer> {
  const last = (await eventsOf(nix, plan, signal)).at(-1);
  if (!last || last.type === 'progress') throw new Error('a run ended without an answer');
  return last;
}

/** What every Nix must keep, whatever it drives. */
export function nixContract(name: string, open: () => Promise<NixFixture>): void {
  describe(`${name} as Nix`, () => {
    it('changes nothing by planning', async () => {
      await using fixture = await open();
      const before = await fixture.nix.facts(never);
      await planOf(fixture.nix, fixture.change);
      expect(await fixture.nix.facts(never)).toEqual(before);
    });

    it('gives the same plan the same hash in another process', async () => {
      await using fixture = await open();
      const here = await planOf(fixture.nix, fixture.change);
      const there = await planOf(await fixture.again(), fixture.change);
      expect(there.hash).toBe(here.hash);
      expect(here.hash).toMatch(/^[0-9a-f]{64}$/);
    });

    it('gives different plans different hashes', async () => {
      await using fixture = await open();
      const { nix, change, otherChange } = fixture;
      const plans = [
        await planOf(nix, change),
        await planOf(nix, otherChange),
        await planOf(nix, change, otherChange),
      ];
      expect(new Set(plans.map(({ hash }) => hash)).size).toBe(3);
    });

    it('does what the plan said, and it lasts', async () => {
      await using fixture = await open();
      const plan = await planOf(fixture.nix, fixture.change);
      const { installed } = await fixture.nix.facts(never);
      expect(await answerOf(fixture.nix, plan)).toMatchObject({
        type: 'done',
        generation: plan.effects.to?.number,
        previous: plan.effects.from?.number,
      });
      const after = await (await fixture.again()).facts(never);
      expect(after.current).toBe(plan.effects.to?.number);
      const expected = [...installed, ...plan.effects.adds].filter(
        (one) => !plan.effects.removes.includes(one),
      );
      expect([...after.installed].sort()).toEqual(expected.sort());
    });

    it('tells progress that never goes beyond its total, with ever less time to go', async () => {
      await using fixture = await open();
      const events = await eventsOf(fixture.nix, await planOf(fixture.nix, fixture.change));
      const progress = events.filter((event) => event.type === 'progress');
      expect(progress.length).toBeGreaterThan(2);
      for (const { done, total } of progress) expect(done).toBeLessThanOrEqual(total);
      const remaining = progress.map(({ remainingMs }) => remainingMs);
      expect(remaining).toEqual([...remaining].sort((a, b) => b - a));
    });

    it('refuses a plan when something else changed meanwhile', async () => {
      await using fixture = await open();
      const { nix, change, otherChange } = fixture;
      const stale = await planOf(nix, change);
      await answerOf(await fixture.again(), await planOf(nix, otherChange));
      const before = await nix.facts(never);
      expect(await answerOf(nix, stale)).toEqual({ type: 'failed', code: 'stale-plan', restored: true });
      expect(await nix.facts(never)).toEqual(before);
    });

    it('refuses a plan that was tampered with', async () => {
      await using fixture = await open();
      const { nix, change, otherChange } = fixture;
      const plan = await planOf(nix, change);
      const forged: Plan = { ...plan, requests: [otherChange] };
      expect(await answerOf(nix, forged)).toMatchObject({ type: 'failed', code: 'stale-plan' });
    });

    it('changes nothing when it is aborted, before or within', async () => {
      await using fixture = await open();
      const { nix, change } = fixture;
      const plan = await planOf(nix, change);
      const before = await nix.facts(never);
      expect(await answerOf(nix, plan, AbortSignal.abort())).toEqual({ type: 'cancelled', restored: true });
      const stop = new AbortController();
      const events: (Progress | Answer)[] = [];
      for await (const event of nix.run(plan, stop.signal)) {
        events.push(event);
        if (events.length === 3) stop.abort();
      }
      expect(events.at(-1)).toEqual({ type: 'cancelled', restored: true });
      expect(await nix.facts(never)).toEqual(before);
      expect((await planOf(nix, change)).hash).toBe(plan.hash);
    });

    it('makes one change at a time, while reading stays free', async () => {
      await using fixture = await open();
      const { nix, change, otherChange } = fixture;
      const other = await fixture.again();
      const plan = await planOf(nix, change);
      const waiting = await planOf(other, otherChange);
      const running = nix.run(plan, never)[Symbol.asyncIterator]();
      await running.next();
      expect(await answerOf(other, waiting)).toMatchObject({ type: 'failed', code: 'busy' });
      expect((await other.facts(never)).generations.length).toBeGreaterThan(0);
      while (!(await running.next()).done);
      expect((await nix.facts(never)).current).toBe(plan.effects.to?.number);
    });

    it('goes back by undo, once', async () => {
      await using fixture = await open();
      const { nix, change } = fixture;
      const before = await nix.facts(never);
      await answerOf(nix, await planOf(nix, change));
      await answerOf(nix, await planOf(nix, { intent: 'edit_undo' }));
      const after = await nix.facts(never);
      expect(after.current).toBe(before.current);
      expect(after.installed).toEqual(before.installed);
      expect(await nix.plan([{ intent: 'edit_undo' }], never)).toEqual({
        type: 'answer',
        answer: { type: 'nothing-to-do', why: 'nothing-to-undo' },
      });
    });

    it('lists generations newest first, the current one marked', async () => {
      await using fixture = await open();
      const { generations, current } = await fixture.nix.facts(never);
      const numbers = generations.map(({ number }) => number);
      expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
      expect(generations.filter((one) => one.current).map(({ number }) => number)).toEqual([current]);
    });
  });
}
