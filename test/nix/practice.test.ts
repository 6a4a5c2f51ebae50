import { lstat, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InternalError } from '#base/errors.ts';
import { Attribute } from '#nix/attribute.ts';
import type { Request } from '#nix/request.ts';
import { answerOf, eventsOf, never, nixContract, planOf } from '../contracts/nix.ts';
import { install, NOW, practice, quickClock } from './practice-fixture.ts';

nixContract('the practice system', practice);

describe('a new practice system', () => {
  it('has the layout of a NixOS machine', async () => {
    await using fixture = await practice();
    const profiles = join(fixture.directory, 'nix/var/nix/profiles');
    const { current, generations } = await fixture.nix.facts(never);
    expect(await readlink(join(profiles, 'system'))).toBe(`system-${current}-link`);
    const link = join(profiles, `system-${current}-link`);
    expect(await readlink(link)).toMatch(
      /^\.\.\/\.\.\/\.\.\/store\/[0-9a-z]{32}-nixos-system-practice-25\.11\./,
    );
    expect((await lstat(link)).mtimeMs).toBeCloseTo(generations[0]?.madeAt ?? 0, -1);
    expect(await readFile(join(link, 'nixos-version'), 'utf8')).toBe(generations[0]?.nixosVersion);
    expect(await readdir(join(link, 'kernel-modules/lib/modules'))).toEqual([generations[0]?.kernel]);
  });

  it('looks like a machine in use for three weeks', async () => {
    await using fixture = await practice();
    const { generations, installed, current } = await fixture.nix.facts(never);
    expect(generations.length).toBeGreaterThanOrEqual(8);
    expect(current).toBe(43);
    expect(generations[0]?.number).toBe(43);
    for (const { madeAt } of generations) {
      expect(madeAt).toBeLessThan(NOW);
      expect(madeAt).toBeGreaterThan(NOW - 23 * 24 * 3600_000);
    }
    expect(installed.length).toBeGreaterThanOrEqual(22);
    expect(installed).toEqual(expect.arrayContaining(['vlc', 'git', 'vim', 'htop']));
    expect(installed).not.toContain('firefox');
  });

  it('is made once when two open it together', async () => {
    await using fixture = await practice();
    await rm(fixture.directory, { recursive: true });
    const [one, two] = await Promise.all([fixture.again(), fixture.again()]);
    expect(await one.facts(never)).toEqual(await two.facts(never));
  });
});

describe('planning', () => {
  const needless: readonly [string, Request, object][] = [
    [
      'installing what is there',
      install('vim'),
      { type: 'nothing-to-do', why: 'already-installed', subject: 'vim' },
    ],
    [
      'removing what is not there',
      { intent: 'remove_package', package: Attribute.parse('firefox') },
      { type: 'nothing-to-do', why: 'not-installed', subject: 'firefox' },
    ],
    ['a misspelled package', install('fierfox'), { type: 'no-such-package', near: ['firefox'] }],
    ['an unknown package', install('constructor'), { type: 'no-such-package' }],
    ['an unknown name of an object', install('__proto__'), { type: 'no-such-package' }],
    [
      'information on an unknown package',
      { intent: 'package_info', package: Attribute.parse('qqqqqq') },
      { type: 'no-such-package', near: [] },
    ],
    ['undo before anything', { intent: 'edit_undo' }, { type: 'nothing-to-do', why: 'nothing-to-undo' }],
    [
      'a generation that never was',
      { intent: 'rollback', target: { kind: 'number', number: 7 } },
      { type: 'no-such-generation', number: 7, first: 33, last: 43 },
    ],
    [
      'the present generation',
      { intent: 'rollback', target: { kind: 'number', number: 43 } },
      { type: 'nothing-to-do', why: 'already-current', subject: '43' },
    ],
    [
      'further back than there is',
      { intent: 'rollback', target: { kind: 'back', count: 40 } },
      { type: 'nothing-to-do', why: 'no-older-generation' },
    ],
    [
      'a rebuild of what runs',
      { intent: 'rebuild', action: 'switch' },
      { type: 'nothing-to-do', why: 'up-to-date' },
    ],
  ];
  it.each(needless)('answers at once: %s', async (_, request, answer) => {
    await using fixture = await practice();
    expect(await fixture.nix.plan([request], never)).toMatchObject({ type: 'answer', answer });
  });

  it('says what an installation brings', async () => {
    await using fixture = await practice();
    const { effects, risk } = await planOf(fixture.nix, install('firefox'));
    expect(risk).toBe('change');
    expect(effects).toMatchObject({ adds: ['firefox'], removes: [], goesOnline: true, undoable: true });
    expect(effects.from?.number).toBe(43);
    expect(effects.to).toEqual({ number: 44 });
    expect(effects.estimateMs).toBeGreaterThanOrEqual(3000);
    expect(effects.estimateMs).toBeLessThanOrEqual(8000);
  });

  it('plans several requests as one change of the highest risk, without the needless ones', async () => {
    await using fixture = await practice();
    const plan = await planOf(fixture.nix, install('firefox'), install('vim'), fixture.otherChange);
    expect(plan.risk).toBe('risky');
    expect(plan.requests).toHaveLength(2);
    expect(plan.effects).toMatchObject({ adds: ['firefox'], removes: ['vlc'], to: { number: 44 } });
    expect(await answerOf(fixture.nix, plan)).toMatchObject({ type: 'done', generation: 44 });
  });

  it('is not asked for speech models', async () => {
    await using fixture = await practice();
    await expect(fixture.nix.plan([{ intent: 'get_model' }], never)).rejects.toThrow(InternalError);
  });

  it('makes nothing of several when one is impossible', async () => {
    await using fixture = await practice();
    const planned = await fixture.nix.plan([install('firefox'), install('nonesuch')], never);
    expect(planned).toMatchObject({
      type: 'answer',
      answer: { type: 'no-such-package', attribute: 'nonesuch' },
    });
  });

  it('updates a dozen packages once, and again a week later', async () => {
    await using fixture = await practice();
    const plan = await planOf(fixture.nix, { intent: 'update_system' });
    expect(plan.effects.upgrades.length).toBeGreaterThanOrEqual(9);
    expect(plan.effects.upgrades.length).toBeLessThanOrEqual(18);
    expect(plan.effects.estimateMs).toBeGreaterThanOrEqual(20_000);
    await answerOf(fixture.nix, plan);
    expect(await fixture.nix.plan([{ intent: 'update_system' }], never)).toMatchObject({
      answer: { why: 'up-to-date' },
    });
    await fixture.clock.sleep(8 * 24 * 3600_000, never);
    expect((await planOf(fixture.nix, { intent: 'update_system' })).effects.upgrades.length).toBeGreaterThan(
      5,
    );
  });
});

describe('running', () => {
  it('switches to an older generation without making one', async () => {
    await using fixture = await practice();
    const plan = await planOf(fixture.nix, { intent: 'rollback', target: { kind: 'number', number: 41 } });
    expect(plan.effects.to).toEqual({ number: 41, madeAt: expect.any(Number) });
    await answerOf(fixture.nix, plan);
    const { current, generations } = await fixture.nix.facts(never);
    expect(current).toBe(41);
    expect(generations).toHaveLength(11);
    const back = await planOf(fixture.nix, { intent: 'edit_undo' });
    expect(back.effects.to?.number).toBe(43);
  });

  it('gives the next number above all generations after a rollback', async () => {
    await using fixture = await practice();
    await answerOf(
      fixture.nix,
      await planOf(fixture.nix, { intent: 'rollback', target: { kind: 'previous' } }),
    );
    expect((await planOf(fixture.nix, install('firefox'))).effects.to?.number).toBe(44);
  });

  it('deletes what nothing needs and keeps every generation', async () => {
    await using fixture = await practice();
    const plan = await planOf(fixture.nix, { intent: 'collect_garbage' });
    expect(plan).toMatchObject({ risk: 'irreversible', effects: { undoable: false } });
    expect(plan.effects.loses?.paths).toBeGreaterThan(2);
    expect(await answerOf(fixture.nix, plan)).toMatchObject({
      type: 'done',
      freedBytes: plan.effects.loses?.bytes,
    });
    expect((await fixture.nix.facts(never)).generations).toHaveLength(11);
    expect(await fixture.nix.plan([{ intent: 'collect_garbage' }], never)).toMatchObject({
      answer: { why: 'no-garbage' },
    });
  });

  it('keeps what a change of the same plan takes into use again', async () => {
    await using fixture = await practice();
    const { nix, directory } = fixture;
    await answerOf(
      nix,
      await planOf(nix, install('wesnoth'), { intent: 'update_system' }, { intent: 'collect_garbage' }),
    );
    const sw = await realPath(directory, 'run/current-system/sw/packages.json');
    for (const { path } of JSON.parse(await readFile(sw, 'utf8'))) {
      expect(await readdir(join(directory, 'nix/store', path))).toContain('bin');
    }
  });

  it('rebuilds what was edited by hand, for the next boot only when asked', async () => {
    await using fixture = await practice();
    const { nix, directory } = fixture;
    const file = join(directory, 'etc/nixos/ask-nix.json');
    const config = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...config, packages: [...config.packages, 'cowsay'] }));
    const dry = await planOf(nix, { intent: 'rebuild', action: 'dry-run' });
    expect(dry.risk).toBe('look');
    expect(await answerOf(nix, dry)).toEqual({
      type: 'built',
      action: 'dry-run',
      adds: ['cowsay'],
      removes: [],
    });
    const running = await readlink(join(directory, 'run/current-system'));
    await answerOf(nix, await planOf(nix, { intent: 'rebuild', action: 'boot' }));
    expect((await nix.facts(never)).installed).toContain('cowsay');
    expect(await readlink(join(directory, 'run/current-system'))).toBe(running);
  });

  it('tries a package in a folder of its own', async () => {
    await using fixture = await practice();
    const plan = await planOf(fixture.nix, { intent: 'try_package', package: Attribute.parse('cowsay') });
    const answer = await answerOf(fixture.nix, plan);
    expect(answer).toMatchObject({ type: 'tried' });
    if (answer.type === 'tried') expect(await readdir(answer.folder)).toEqual(['cowsay']);
    expect((await fixture.nix.facts(never)).installed).not.toContain('cowsay');
  });

  it('asks before a large try', async () => {
    await using fixture = await practice();
    const plan = await planOf(fixture.nix, { intent: 'try_package', package: Attribute.parse('flightgear') });
    expect(plan.risk).toBe('look');
    const large = await planOf(fixture.nix, { intent: 'try_package', package: Attribute.parse('zeroad') });
    expect(large.risk).toBe('change');
  });

  it('answers looking requests one by one, before the change of the same plan', async () => {
    await using fixture = await practice();
    const plan = await planOf(
      fixture.nix,
      { intent: 'list_generations' },
      { intent: 'system_info' },
      install('firefox'),
    );
    const answers = (await eventsOf(fixture.nix, plan)).filter(({ type }) => type !== 'progress');
    expect(answers.map(({ type }) => type)).toEqual(['generations', 'system', 'done']);
  });

  it.each(['no-space', 'no-network', 'build-failed'] as const)(
    'fails once with %s and leaves all as it was',
    async (fail) => {
      await using fixture = await practice({ fail });
      const before = await fixture.nix.facts(never);
      const plan = await planOf(fixture.nix, install('firefox'));
      expect(await answerOf(fixture.nix, plan)).toMatchObject({ type: 'failed', code: fail, restored: true });
      expect(await fixture.nix.facts(never)).toEqual(before);
      expect(await answerOf(fixture.nix, plan)).toMatchObject({ type: 'done' });
    },
  );

  it('takes the time it said', async () => {
    const clock = quickClock();
    await using fixture = await practice({}, clock);
    const plan = await planOf(fixture.nix, install('firefox'));
    const before = clock.now();
    await answerOf(fixture.nix, plan);
    expect(clock.now() - before).toBeCloseTo(plan.effects.estimateMs, -2);
  });
});

async function realPath(directory: string, path: string): Promise<string> {
  const { realpath } = await import('node:fs/promises');
  return realpath(join(directory, path));
}
