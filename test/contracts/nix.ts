import { describe, expect, it } from 'vitest';
import type { Answer, Progress } from '#nix/answer.ts';
import { OptionPath, ProgramName, ServiceName } from '#nix/names.ts';
import type { Nix } from '#nix/nix.ts';
import type { Plan } from '#nix/plan.ts';
import { type Request, riskOf } from '#nix/request.ts';

/** One system in two hands, as two processes would hold it. */
export interface NixFixture extends AsyncDisposable {
  nix: Nix;
  /** The same system, opened once more. */
  again(): Promise<Nix>;
  /** A change that can be made, and another one. */
  change: Request;
  otherChange: Request;
  /** A service that is enabled and runs, and one that is neither. */
  runs: ServiceName;
  rests: ServiceName;
  /** An option that is not set so. */
  option: Request & { intent: 'set_option' };
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
  // A real one builds, and other tests run beside it.
  describe(`${name} as Nix`, { timeout: 30_000 }, () => {
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

    it('answers each look with an answer of its kind, at no risk', async () => {
      await using fixture = await open();
      const { nix, runs } = fixture;
      const looks: readonly [Request, Answer['type']][] = [
        [{ intent: 'list_installed' }, 'installed'],
        [{ intent: 'list_generations' }, 'generations'],
        [{ intent: 'system_info' }, 'system'],
        [{ intent: 'search_packages', query: 'text editor' }, 'found'],
        [{ intent: 'compare_generations', from: { kind: 'current' }, to: { kind: 'current' } }, 'comparison'],
        [{ intent: 'service_status', service: runs }, 'service'],
        [{ intent: 'service_logs', service: runs }, 'service-log'],
        [{ intent: 'which_provides', program: ProgramName.parse('vim') }, 'provides'],
        [{ intent: 'verify_store' }, 'verified'],
        [{ intent: 'optimise_store' }, 'optimised'],
        [{ intent: 'disk_usage' }, 'disk-usage'],
        [{ intent: 'check_updates' }, 'updates'],
        [{ intent: 'health_check' }, 'health'],
        [{ intent: 'metrics' }, 'metrics'],
      ];
      const before = await nix.facts(never);
      for (const [request, type] of looks) {
        const plan = await planOf(nix, request);
        expect(plan, request.intent).toMatchObject({ risk: 'look', requests: [request] });
        expect(await answerOf(nix, plan)).toMatchObject({ type });
      }
      expect(await nix.facts(never)).toEqual(before);
    });

    it('knows nothing of what does not exist', async () => {
      await using fixture = await open();
      const service = ServiceName.parse('no-such-unit');
      const answers: readonly [Request, object][] = [
        [
          { intent: 'service_status', service },
          { type: 'no-such-service', service },
        ],
        [
          { intent: 'service_enable', service },
          { type: 'no-such-service', service },
        ],
        [
          { intent: 'set_option', option: OptionPath.parse('no.such.option'), value: true },
          { type: 'no-such-option' },
        ],
        [
          { ...fixture.option, value: 'no such value' },
          { type: 'bad-value', wants: expect.any(String) },
        ],
        [
          { intent: 'delete_generations', limit: { kind: 'numbers', numbers: [999_999] } },
          { type: 'no-such-generation', number: 999_999 },
        ],
      ];
      for (const [request, answer] of answers)
        expect(await fixture.nix.plan([request], never)).toMatchObject({ type: 'answer', answer });
    });

    it('stops a service without a generation, and undo starts it', async () => {
      await using fixture = await open();
      const { nix, runs: service } = fixture;
      const before = await nix.facts(never);
      const plan = await planOf(nix, { intent: 'service_stop', service });
      expect(plan.effects).toMatchObject({ services: { stops: [service] }, undoable: true });
      await answerOf(nix, plan);
      const status = async () => answerOf(nix, await planOf(nix, { intent: 'service_status', service }));
      expect(await status()).toMatchObject({ state: 'stopped', enabled: true });
      expect(await nix.facts(never)).toEqual(before);
      await answerOf(nix, await planOf(nix, { intent: 'edit_undo' }));
      expect(await status()).toMatchObject({ state: 'running' });
    });

    it('enables a service and sets an option by one generation, and rolling back brings both back', async () => {
      await using fixture = await open();
      const { nix, rests: service, option } = fixture;
      const plan = await planOf(nix, { intent: 'service_enable', service }, option);
      expect(plan.effects).toMatchObject({
        services: { starts: [service] },
        options: [{ option: option.option, to: option.value }],
        builds: expect.any(Number),
      });
      await answerOf(nix, plan);
      const status = async () => answerOf(nix, await planOf(nix, { intent: 'service_status', service }));
      expect(await status()).toMatchObject({ state: 'running', enabled: true });
      expect(await nix.plan([option], never)).toMatchObject({ answer: { why: 'already-set' } });
      const back = await planOf(nix, { intent: 'rollback', target: { kind: 'previous' } });
      expect(back.effects).toMatchObject({
        services: { stops: [service] },
        options: [{ option: option.option, from: option.value }],
      });
      await answerOf(nix, back);
      expect(await status()).toMatchObject({ state: 'stopped', enabled: false });
      await planOf(nix, option);
    });

    it('deletes the generations it said, which cannot be undone, and never the current one', async () => {
      await using fixture = await open();
      const { nix } = fixture;
      await answerOf(nix, await planOf(nix, fixture.change));
      const { generations, current } = await nix.facts(never);
      const plan = await planOf(nix, { intent: 'delete_generations', limit: { kind: 'keep', count: 1 } });
      expect(plan).toMatchObject({ risk: 'irreversible', effects: { undoable: false } });
      const { deletes = [] } = plan.effects;
      expect(deletes).not.toContain(current);
      expect(await answerOf(nix, plan)).toMatchObject({ type: 'done', deleted: deletes });
      const left = (await nix.facts(never)).generations.map(({ number }) => number);
      expect(left).toEqual(generations.map(({ number }) => number).filter((one) => !deletes.includes(one)));
      const limit = { kind: 'numbers' as const, numbers: [current] };
      expect(await nix.plan([{ intent: 'delete_generations', limit }], never)).toMatchObject({
        answer: { type: 'protected-generation', number: current, why: 'current' },
      });
    });

    it('folds several requests into one plan at the highest risk', async () => {
      await using fixture = await open();
      const { nix, change, option, runs } = fixture;
      const requests: Request[] = [change, option, { intent: 'service_restart', service: runs }];
      const plan = await planOf(nix, ...requests);
      expect(plan.requests).toEqual(requests);
      expect(requests.map(riskOf)).toContain(plan.risk);
      expect(plan.risk).toBe('risky');
      expect(plan.effects.services?.restarts).toEqual([runs]);
      expect(await answerOf(nix, plan)).toMatchObject({ type: 'done', requests });
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
