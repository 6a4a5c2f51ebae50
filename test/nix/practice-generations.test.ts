import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Answer } from '#nix/answer.ts';
import { Attribute } from '#nix/attribute.ts';
import { OptionPath, ServiceName } from '#nix/names.ts';
import type { Nix } from '#nix/nix.ts';
import type { DeleteLimit, GenerationRef, Request, RollbackTarget } from '#nix/request.ts';
import { answerOf, never, planOf } from '../contracts/nix.ts';
import { install, practice } from './practice-fixture.ts';

const compare = (from: GenerationRef, to: GenerationRef): Request => ({
  intent: 'compare_generations',
  from,
  to,
});
const number = (value: number): GenerationRef => ({ kind: 'number', number: value });
const deletion = (limit: DeleteLimit): Request => ({ intent: 'delete_generations', limit });
const numbers = (...list: number[]) => deletion({ kind: 'numbers', numbers: list });
const rollback = (to: number): Request => ({
  intent: 'rollback',
  target: { kind: 'number', number: to },
});

async function doing(nix: Nix, ...requests: Request[]): Promise<Answer> {
  return answerOf(nix, await planOf(nix, ...requests));
}

describe('comparing generations', () => {
  it('tells packages, versions, services, kernel and release', async () => {
    await using fixture = await practice();
    expect(await doing(fixture.nix, compare(number(33), { kind: 'current' }))).toMatchObject({
      type: 'comparison',
      from: 33,
      to: 43,
      added: expect.arrayContaining(['vlc', 'gimp', 'tmux']),
      removed: [],
      upgraded: expect.arrayContaining([
        { attribute: expect.any(String), from: expect.any(String), to: expect.any(String) },
      ]),
      nixosVersions: [expect.stringMatching(/^25\.11/), expect.stringMatching(/^25\.11/)],
      kernels: [expect.stringMatching(/^6\.12/), expect.stringMatching(/^6\.12/)],
      servicesAdded: ['fstrim', 'fwupd'],
      servicesRemoved: [],
    });
  });

  it('takes the one before the current as the previous, and the other way round', async () => {
    await using fixture = await practice();
    const forth = await doing(fixture.nix, compare({ kind: 'previous' }, { kind: 'current' }));
    expect(forth).toMatchObject({ from: 42, to: 43, added: ['rhythmbox'], upgraded: [] });
    expect(forth).not.toHaveProperty('kernels');
    const back = await doing(fixture.nix, compare({ kind: 'current' }, { kind: 'previous' }));
    expect(back).toMatchObject({ from: 43, to: 42, removed: ['rhythmbox'] });
  });

  it('tells options', async () => {
    await using fixture = await practice();
    await doing(fixture.nix, {
      intent: 'set_option',
      option: OptionPath.parse('networking.hostName'),
      value: 'laptop',
    });
    expect(await doing(fixture.nix, compare(number(43), number(44)))).toMatchObject({
      options: [{ option: 'networking.hostName', from: 'practice', to: 'laptop' }],
    });
  });

  it('needs both to be there', async () => {
    await using fixture = await practice();
    expect(await fixture.nix.plan([compare(number(7), number(43))], never)).toMatchObject({
      answer: { type: 'no-such-generation', number: 7, first: 33, last: 43 },
    });
    await doing(fixture.nix, rollback(33));
    expect(await fixture.nix.plan([compare({ kind: 'previous' }, { kind: 'current' })], never)).toMatchObject(
      { answer: { why: 'no-older-generation' } },
    );
  });
});

describe('going back by date or description', () => {
  const target = (fields: RollbackTarget): Request => ({ intent: 'rollback', target: fields });
  const vlc = Attribute.parse('vlc');
  it.each([
    ['the day it was made', { kind: 'date', iso: '-P4D', spoken: 'four days ago' }, 41],
    ['what was in use then', { kind: 'date', iso: '-P6D', spoken: 'six days ago' }, 40],
    ['before a package came', { kind: 'package', package: vlc, when: 'before' }, 33],
    [
      'with a package that is gone',
      { kind: 'package', package: Attribute.parse('pidgin'), when: 'with' },
      38,
    ],
    ['before the update', { kind: 'update', when: 'before' }, 36],
    ['the oldest', { kind: 'oldest' }, 33],
  ] satisfies [string, RollbackTarget, number][])(
    '%s: the plan names it by number',
    async (_, fields, number) => {
      await using fixture = await practice();
      const plan = await planOf(fixture.nix, target(fields));
      expect(plan.requests).toEqual([rollback(number)]);
      expect(plan.effects.to?.number).toBe(number);
      expect(plan.hash).toBe((await planOf(fixture.nix, rollback(number))).hash);
      expect(await answerOf(fixture.nix, plan)).toMatchObject({ type: 'done', generation: number });
    },
  );

  it('asks which, when there are several', async () => {
    await using fixture = await practice();
    const lastWeek = target({ kind: 'date', iso: '-P1W', spoken: 'last week' });
    expect(await fixture.nix.plan([lastWeek], never)).toMatchObject({
      type: 'answer',
      answer: {
        type: 'unclear-generation',
        why: 'several',
        generations: [{ number: 41 }, { number: 40 }, { number: 39 }],
      },
    });
  });

  it('says so when there is none', async () => {
    await using fixture = await practice();
    const longAgo = target({ kind: 'date', iso: '2024-11', spoken: 'november 2024' });
    expect(await fixture.nix.plan([install('cowsay'), longAgo], never)).toMatchObject({
      answer: { type: 'unclear-generation', why: 'none', generations: [{ number: 33 }] },
    });
  });

  it('compares from a date', async () => {
    await using fixture = await practice();
    const since = compare({ kind: 'date', iso: '-P4D', spoken: 'four days ago' }, { kind: 'current' });
    expect(await doing(fixture.nix, since)).toMatchObject({ from: 41, to: 43 });
  });
});

describe('deleting generations', () => {
  const limits: readonly [string, DeleteLimit, number[]][] = [
    ['older than ten days', { kind: 'older_than', days: 10 }, [33, 34, 35, 36, 37, 38]],
    ['all but the newest three', { kind: 'keep', count: 3 }, [33, 34, 35, 36, 37, 38, 39, 40]],
    ['all but the current one', { kind: 'keep', count: 1 }, [33, 34, 35, 36, 37, 38, 39, 40, 41, 42]],
    [
      'from before a date',
      { kind: 'before', iso: '<-P10D', spoken: 'ten days ago' },
      [33, 34, 35, 36, 37, 38],
    ],
    ['by number', { kind: 'numbers', numbers: [40, 35] }, [35, 40]],
    ['the oldest', { kind: 'oldest', count: 1 }, [33]],
    ['the oldest three', { kind: 'oldest', count: 3 }, [33, 34, 35]],
  ];
  it.each(limits)('says which go and what is lost: %s', async (_, limit, deletes) => {
    await using fixture = await practice();
    const plan = await planOf(fixture.nix, deletion(limit));
    expect(plan).toMatchObject({ risk: 'irreversible', effects: { deletes, undoable: false } });
    expect(plan.effects.loses?.paths).toBeGreaterThan(0);
    expect(plan.effects.to).toBeUndefined();
    expect(await answerOf(fixture.nix, plan)).toEqual({
      type: 'done',
      requests: plan.requests,
      deleted: deletes,
    });
    const left = (await (await fixture.again()).facts(never)).generations.map((one) => one.number);
    expect(left).toEqual([43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33].filter((n) => !deletes.includes(n)));
    const links = await readdir(join(fixture.directory, 'nix/var/nix/profiles'));
    expect(links).toHaveLength(left.length + 1);
  });

  it('counts as lost what becomes garbage by it, and collects that when asked with it', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    const before = (await planOf(nix, { intent: 'collect_garbage' })).effects.loses?.paths ?? 0;
    const alone = (await planOf(nix, numbers(41))).effects.loses?.paths ?? 0;
    const plan = await planOf(nix, numbers(41), { intent: 'collect_garbage' });
    expect(plan.effects.loses?.paths).toBe(before + alone);
    expect(await answerOf(nix, plan)).toMatchObject({ deleted: [41], freedBytes: plan.effects.loses?.bytes });
    expect(await nix.plan([{ intent: 'collect_garbage' }], never)).toMatchObject({
      answer: { why: 'no-garbage' },
    });
  });

  it('never takes the current or the booted one', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    expect(await nix.plan([numbers(43)], never)).toMatchObject({
      answer: { type: 'protected-generation', number: 43, why: 'current' },
    });
    await doing(nix, rollback(40));
    expect(await nix.plan([numbers(41, 43)], never)).toMatchObject({
      answer: { type: 'protected-generation', number: 43, why: 'booted' },
    });
    const { effects } = await planOf(nix, deletion({ kind: 'older_than', days: 1 }));
    expect(effects.deletes).toEqual([33, 34, 35, 36, 37, 38, 39, 41, 42]);
    expect(await nix.plan([rollback(38), numbers(38)], never)).toMatchObject({
      answer: { type: 'protected-generation', number: 38 },
    });
  });

  it.each([
    ['too young', deletion({ kind: 'older_than', days: 300 }), { why: 'no-such-generations' }],
    ['fewer than are kept', deletion({ kind: 'keep', count: 50 }), { why: 'no-such-generations' }],
    ['one that never was', numbers(7), { type: 'no-such-generation', number: 7 }],
  ])('answers at once when there are none: %s', async (_, request, answer) => {
    await using fixture = await practice();
    expect(await fixture.nix.plan([request], never)).toMatchObject({ type: 'answer', answer });
  });

  it('keeps the one in use among those that are kept, however old it is', async () => {
    await using fixture = await practice();
    await doing(fixture.nix, rollback(36));
    const plan = await planOf(fixture.nix, deletion({ kind: 'keep', count: 2 }));
    expect(plan.effects.deletes).toEqual([33, 34, 35, 37, 38, 39, 40, 41, 42]);
  });

  it('forgets what can no longer be undone', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    await doing(nix, rollback(40));
    await doing(nix, install('cowsay'));
    await doing(nix, numbers(40));
    expect(await nix.plan([{ intent: 'edit_undo' }], never)).toMatchObject({
      answer: { why: 'nothing-to-undo' },
    });
    expect(await nix.plan([rollback(40)], never)).toMatchObject({
      answer: { type: 'no-such-generation', number: 40 },
    });
  });

  it('is not done on a yes to a plan whose generations changed', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    const plan = await planOf(nix, deletion({ kind: 'keep', count: 5 }));
    await doing(await fixture.again(), numbers(35));
    expect(await answerOf(nix, plan)).toMatchObject({ type: 'failed', code: 'stale-plan' });
    expect((await nix.facts(never)).generations).toHaveLength(10);
  });

  it('counts the new one among those that are kept', async () => {
    await using fixture = await practice();
    const plan = await planOf(
      fixture.nix,
      { intent: 'service_enable', service: ServiceName.parse('sshd') },
      deletion({ kind: 'keep', count: 2 }),
    );
    expect(plan.effects.deletes).toEqual([33, 34, 35, 36, 37, 38, 39, 40, 41, 42]);
    expect(await answerOf(fixture.nix, plan)).toMatchObject({ type: 'done', generation: 44, previous: 43 });
    expect((await fixture.nix.facts(never)).generations.map((one) => one.number)).toEqual([44, 43]);
  });
});
