import { chmodSync, existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Attribute } from '#nix/attribute.ts';
import type { Plan } from '#nix/plan.ts';
import type { Request, RollbackTarget } from '#nix/request.ts';
import { offlineNix } from '#offline-nix.ts';
import { eventsOf, never, planOf } from '../../contracts/nix.ts';
import { install, type LocalFixture, local, openLocal } from './local-fixture.ts';
import { answersTo, answerTo, byHand, managedText, service, stateOf, UNDO } from './outcomes.ts';

const firefox = Attribute.parse('firefox');

describe('generations and the store of a real system', () => {
  let fixture: LocalFixture;

  beforeAll(async () => {
    fixture = await local({ cached: ['ripgrep', 'bat'] });
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  const back = (target: RollbackTarget) => planOf(fixture.nix, { intent: 'rollback', target });

  it('finds the generation that is meant', async () => {
    const { nix } = fixture;
    const { generations } = await nix.facts(never);
    const second = new Date(generations[1]?.madeAt ?? 0).toISOString().slice(0, 10);
    const targets: [RollbackTarget, number][] = [
      [{ kind: 'previous' }, 2],
      [{ kind: 'number', number: 1 }, 1],
      [{ kind: 'oldest' }, 1],
      [{ kind: 'date', iso: second, spoken: 'that day' }, 2],
      [{ kind: 'package', package: firefox, when: 'before' }, 2],
      [{ kind: 'package', package: firefox, when: 'without' }, 2],
    ];
    for (const [target, number] of targets)
      expect((await back(target)).effects.to?.number, JSON.stringify(target)).toBe(number);
  });

  it('returns to a generation with its managed file, says what that does, and undo comes back', async () => {
    const { nix, mini } = fixture;
    const before = await stateOf(fixture);
    const plan = await back({ kind: 'oldest' });
    expect(plan.effects).toMatchObject({
      ...{ removes: ['firefox', 'vim'], services: { stops: ['nginx'] }, builds: 0, downloadBytes: 0 },
    });
    expect((await eventsOf(nix, plan)).at(-1)).toMatchObject({ type: 'done', generation: 1, previous: 3 });
    expect(JSON.parse(managedText(mini.places.configuration) ?? '')).toMatchObject({
      packages: ['hello'],
      options: {},
    });
    expect(realpathSync(join(mini.places.run, 'current-system'))).toBe(
      realpathSync(join(mini.places.state, 'profiles/system-1-link')),
    );
    expect(await answerTo(nix, UNDO)).toMatchObject({ type: 'done', generation: 3 });
    expect((await stateOf(fixture)).managed).toBe(before.managed);
  });

  it('keeps what is in use and what is newest, and says that it does', async () => {
    const deletion = (days: number): Request => ({
      intent: 'delete_generations',
      limit: { kind: 'older_than', days },
    });
    const answer = { type: 'nothing-to-do', why: 'generations-kept' };
    expect(await fixture.nix.plan([deletion(7)], never)).toMatchObject({ answer });
    expect(await fixture.nix.plan([deletion(365)], never)).toMatchObject({
      answer: { ...answer, why: 'no-such-generations' },
    });
  });

  it('looks without having built anything, and does not take another system for the same', async () => {
    byHand(fixture, 'environment.systemPackages = [ pkgs.htop ];');
    expect(await answerTo(fixture.nix, { intent: 'rebuild', action: 'dry-run' })).toMatchObject({
      ...{ type: 'built', action: 'dry-run', differs: true },
    });
    byHand(fixture, '');
  });

  it('is looked at, though the managed file is damaged', async () => {
    const file = join(fixture.mini.places.configuration, 'ask-nix.json');
    const before = readFileSync(file);
    writeFileSync(file, '{');
    expect(await answerTo(fixture.nix, { intent: 'list_installed' })).toMatchObject({ type: 'installed' });
    expect(await answerTo(fixture.nix, { intent: 'list_generations' })).toMatchObject({
      type: 'generations',
    });
    expect(await answerTo(fixture.nix, { intent: 'rebuild', action: 'build' })).toMatchObject({ file });
    writeFileSync(file, before);
  });

  it('compares two, and looks at several things of one sentence in its order', async () => {
    const [comparison, usage, found] = await answersTo(
      fixture.nix,
      { intent: 'compare_generations', from: { kind: 'number', number: 1 }, to: { kind: 'current' } },
      { intent: 'disk_usage' },
      { intent: 'search_packages', query: 'text editor' },
    );
    expect(comparison).toMatchObject({ from: 1, to: 3, added: ['firefox', 'vim'], servicesAdded: ['nginx'] });
    expect(usage).toMatchObject({ type: 'disk-usage', generations: 3 });
    expect(found).toMatchObject({ type: 'found' });
  });

  it('looks at several things at a time', async () => {
    const metrics = { intent: 'metrics' } as const;
    const plan = await planOf(fixture.nix, metrics, metrics, metrics, metrics);
    const startedAt = performance.now();
    expect(await eventsOf(fixture.nix, plan)).toHaveLength(4);
    // Each measures for a quarter of a second.
    expect(performance.now() - startedAt).toBeLessThan(900);
  });

  it('fetches a package to be tried, whose programs are there and stay while we do', async () => {
    const { nix, mini } = fixture;
    const plan = await planOf(nix, { intent: 'try_package', package: Attribute.parse('ripgrep') });
    expect(plan).toMatchObject({ risk: 'look', effects: { builds: 0, goesOnline: true } });
    expect(plan.effects.downloadBytes).toBeGreaterThan(0);
    const answer = (await eventsOf(nix, plan)).at(-1);
    if (answer?.type !== 'tried') throw new Error(JSON.stringify(answer));
    const program = join(answer.folder, 'rg');
    expect(readFileSync(program, 'utf8')).toContain('ripgrep');
    await mini.run('nix-store', '--gc');
    expect(readFileSync(program, 'utf8')).toContain('ripgrep');
    expect((await nix.facts(never)).installed).not.toContain('ripgrep');
  });

  it('asks no cache for anything when nothing may be fetched, and refuses what is not here', async () => {
    const nix = await openLocal(fixture.mini, undefined, 'native', false, true);
    const plan = await planOf(nix, install('bat'));
    expect(plan.effects).toMatchObject({ downloadBytes: 0, builds: 1, goesOnline: true });
    expect(await offlineNix(nix).plan([install('bat')], never)).toMatchObject({
      answer: { code: 'offline' },
    });
    expect((await planOf(fixture.nix, install('bat'))).effects.downloadBytes).toBeGreaterThan(0);
    // What is here already is had all the same.
    expect((await planOf(offlineNix(nix), install('ripgrep'))).effects.goesOnline).toBe(false);
  });

  it('asks before it builds a package to be tried', async () => {
    const plan = await planOf(fixture.nix, { intent: 'try_package', package: Attribute.parse('slow') });
    expect(plan).toMatchObject({ risk: 'change', effects: { builds: 1 } });
  });

  it('finds what is damaged, repairs what can be had again, and says that nothing is damaged then', async () => {
    const { nix, mini } = fixture;
    const name = readdirSync(mini.places.store).find((entry) => /-ripgrep-[\d.]+$/.test(entry)) ?? '';
    const program = join(mini.places.store, name, 'bin/rg');
    const text = readFileSync(program, 'utf8');
    chmodSync(program, 0o755);
    writeFileSync(program, 'damaged');
    const damaged = [name.slice(33)];
    expect(await answerTo(nix, { intent: 'verify_store' })).toMatchObject({ type: 'verified', damaged });
    expect(await answerTo(nix, { intent: 'repair_system' })).toMatchObject({ type: 'done', repaired: 1 });
    expect(readFileSync(program, 'utf8')).toBe(text);
    expect(await answerTo(nix, { intent: 'repair_system' })).toEqual({
      type: 'nothing-to-do',
      why: 'nothing-to-repair',
    });
  });

  it('deletes generations but none in use nor the newest two others, and frees what only they needed', async () => {
    const { nix } = fixture;
    byHand(fixture, 'system.nixos.tags = [ "by-hand" ];');
    for (const name of ['jq', 'tree']) await answerTo(nix, install(name));
    const deletionOf = (number: number): Request => ({
      intent: 'delete_generations',
      limit: { kind: 'numbers', numbers: [number] },
    });
    for (const [number, why] of [
      [1, 'booted'],
      [3, 'newest'],
      [4, 'newest'],
      [5, 'current'],
    ] as const)
      expect(await answerTo(nix, deletionOf(number))).toEqual({
        ...{ type: 'protected-generation', number, why },
      });
    const plan = await planOf(nix, deletionOf(2), { intent: 'collect_garbage' });
    expect(plan).toMatchObject({
      risk: 'irreversible',
      effects: { deletes: [2], undoable: false, loses: {} },
    });
    const { mini } = fixture;
    writeFileSync(join(mini.root, 'more'), 'became garbage since');
    const more = (await mini.run('nix-store', '--add', join(mini.root, 'more'))).stdout.trim();
    expect((await eventsOf(nix, plan)).at(-1)).toMatchObject({ code: 'stale-plan', restored: true });
    expect(existsSync(more)).toBe(true);
    const again = await planOf(nix, deletionOf(2), { intent: 'collect_garbage' });
    expect(again.effects.loses?.paths).toBe((plan.effects.loses?.paths ?? 0) + 1);
    const events = await eventsOf(nix, again);
    expect(events.at(-1)).toMatchObject({ type: 'done', deleted: [2], freedBytes: expect.any(Number) });
    const progress = events
      .filter((event) => event.type === 'progress')
      .filter(({ phase }) => phase === 'deleting');
    expect(progress.at(-1)?.total).toBeGreaterThan(1);
    const usage = await answerTo(nix, { intent: 'disk_usage' });
    expect(usage).toMatchObject({ generations: 4, deadBytes: 0 });
    expect(await answerTo(nix, { intent: 'collect_garbage' })).toEqual({
      type: 'nothing-to-do',
      why: 'no-garbage',
    });
    expect(await answerTo(nix, UNDO)).toMatchObject({ type: 'done', generation: 4 });
  });

  it('collects no more garbage beside a change than was read back with it', async () => {
    const { nix, mini } = fixture;
    const garbage = async (name: string) => {
      writeFileSync(join(mini.root, name), name);
      return (await mini.run('nix-store', '--add', join(mini.root, name))).stdout.trim();
    };
    const one = await garbage('one');
    const requests = [install('cowsay'), { intent: 'collect_garbage' }] as const;
    const plan = await planOf(nix, ...requests);
    expect((await planOf(await fixture.again(), ...requests)).hash).toBe(plan.hash);
    const other = await garbage('other');
    expect((await eventsOf(nix, plan)).at(-1)).toMatchObject({ code: 'stale-plan', restored: true });
    expect([one, other].every((path) => existsSync(path))).toBe(true);
    const again = await planOf(nix, ...requests);
    expect(again.effects.loses?.paths).toBe((plan.effects.loses?.paths ?? 0) + 1);
    /** What became garbage while it was carried out. */
    const collected = async (plan: Plan, name: string) => {
      let late = '';
      for await (const event of nix.run(plan, never)) {
        if (event.type === 'progress') late ||= await garbage(name);
        else expect(event).toMatchObject({ type: 'done', freedBytes: expect.any(Number) });
      }
      return late;
    };
    const late = await collected(again, 'late');
    expect([one, other].some((path) => existsSync(path))).toBe(false);
    expect(existsSync(late)).toBe(true);
    expect((await nix.facts(never)).installed).toContain('cowsay');
    const restarts = [service('service_restart', 'nginx'), { intent: 'collect_garbage' }] as const;
    const later = await collected(await planOf(nix, ...restarts), 'later');
    expect([late, later].map((path) => existsSync(path))).toEqual([false, true]);
  });
});
