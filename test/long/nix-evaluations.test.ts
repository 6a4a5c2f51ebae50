import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Progress } from '#nix/answer.ts';
import { eventsOf, planOf } from '../contracts/nix.ts';
import { SECOND } from '../mini-nixos/release.ts';
import { install, type LocalFixture, local } from '../nix/local/local-fixture.ts';
import { answerTo, byHand, stateOf } from '../nix/local/outcomes.ts';

describe('what a real system is asked for twice', () => {
  let fixture: LocalFixture;
  let log: string;

  beforeAll(async () => {
    fixture = await local();
    log = join(fixture.mini.root, 'evaluations');
    writeFileSync(log, '');
    const evaluator = join(fixture.mini.root, 'bin/nix-instantiate');
    writeFileSync(evaluator, `#!/bin/sh\necho "$@" >> ${log}\nexec /usr/bin/nix-instantiate "$@"\n`);
    chmodSync(evaluator, 0o755);
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  /** How often Nix evaluated a system while `work` was done. */
  async function evaluationsIn<Outcome>(
    work: () => Promise<Outcome>,
  ): Promise<{ outcome: Outcome; count: number }> {
    const count = () => readFileSync(log, 'utf8').split('\n').length;
    const before = count();
    return { outcome: await work(), count: count() - before };
  }

  it('is evaluated once to be planned, however often, and once by root to be built', async () => {
    const { nix } = fixture;
    const first = await evaluationsIn(() => planOf(nix, install('jq')));
    expect(first.count).toBe(1);
    const again = await evaluationsIn(() => planOf(nix, install('jq')));
    expect(again).toMatchObject({ count: 0, outcome: { hash: first.outcome.hash } });
    const run = await evaluationsIn(() => eventsOf(nix, first.outcome));
    expect(run.outcome.at(-1)).toMatchObject({ type: 'done' });
    expect(run.count).toBe(1);
    byHand(fixture, 'system.nixos.tags = [ "other" ];');
    expect((await evaluationsIn(() => planOf(nix, install('tree')))).count).toBe(1);
  });

  it('ends within moments when it is broken off, as if it had not been', async () => {
    const { nix, mini } = fixture;
    const before = await stateOf(fixture);
    const plan = await planOf(nix, install('slower'));
    const stop = new AbortController();
    let last: Answer | Progress | undefined;
    let stoppedAt = 0;
    for await (const event of nix.run(plan, stop.signal)) {
      last = event;
      if (event.type !== 'progress' || event.current !== 'slow' || stop.signal.aborted) continue;
      await expect.poll(() => buildersIn(mini.places.store)).not.toEqual([]);
      stoppedAt = performance.now();
      stop.abort();
    }
    expect(last).toEqual({ type: 'cancelled', restored: true });
    expect(performance.now() - stoppedAt).toBeLessThan(1500);
    expect(await stateOf(fixture)).toEqual(before);
    await expect.poll(() => buildersIn(mini.places.store)).toEqual([]);
  });

  it('is estimated by how long it took, and told in phases with ever less to go', async () => {
    const { nix, mini } = fixture;
    await answerTo(nix, install('slow'));
    await mini.publish({ ...SECOND, versions: { slow: '2.0' } });
    const plan = await planOf(nix, { intent: 'rebuild', action: 'switch' });
    const startedAt = performance.now();
    const events = await eventsOf(nix, plan);
    const tookMs = performance.now() - startedAt;
    expect(plan.effects.estimateMs).toBeGreaterThan(2000);
    expect(plan.effects.estimateMs).toBeLessThan(3 * tookMs);
    expect(events.at(-1)).toMatchObject({ type: 'done' });
    const progress = events.filter((event): event is Progress => event.type === 'progress');
    expect([...new Set(progress.map(({ phase }) => phase))]).toEqual([
      'evaluating',
      'building',
      'activating',
    ]);
    expect(progress.some(({ current }) => current === 'slow')).toBe(true);
    const left = progress.map(({ remainingMs }) => remainingMs);
    expect(left).toEqual(left.toSorted((one, other) => other - one));
    expect(progress.every(({ done, total }) => done <= total)).toBe(true);
  });
});

/** Processes that build into a store. */
function buildersIn(store: string): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, 'utf8').includes(`out=${store}/`);
    } catch {
      // It ended just then.
      return false;
    }
  });
}
