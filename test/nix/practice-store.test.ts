import { chmod, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Answer } from '#nix/answer.ts';
import { ProgramName } from '#nix/names.ts';
import type { Nix } from '#nix/nix.ts';
import type { Request } from '#nix/request.ts';
import { answerOf, eventsOf, never, planOf } from '../contracts/nix.ts';
import { install, NOW, type PracticeFixture, practice } from './practice-fixture.ts';

const verify: Request = { intent: 'verify_store' };
const repair: Request = { intent: 'repair_system' };
const optimise: Request = { intent: 'optimise_store' };

async function doing(nix: Nix, ...requests: Request[]): Promise<Answer> {
  return answerOf(nix, await planOf(nix, ...requests));
}

async function storePath({ directory }: PracticeFixture, pattern: RegExp): Promise<string> {
  const name = (await readdir(join(directory, 'nix/store'))).find((one) => pattern.test(one));
  return join(directory, 'nix/store', name ?? 'none');
}

/** Where generation 43 and its parts are. */
async function current({ directory }: PracticeFixture, part = ''): Promise<string> {
  const toplevel = join(directory, 'run', await readlink(join(directory, 'run/current-system')));
  return part ? join(toplevel, await readlink(join(toplevel, part))) : toplevel;
}

describe('the store', () => {
  const damages: readonly [string, string, (fixture: PracticeFixture) => Promise<unknown>][] = [
    ['a program that is gone', 'vlc', async (f) => rm(join(await storePath(f, /-vlc-/), 'bin/vlc'))],
    [
      'a program that was changed',
      'vlc',
      async (f) => writeFile(join(await storePath(f, /-vlc-/), 'bin/vlc'), 'x'),
    ],
    ['a package that is gone', 'vlc', async (f) => rm(await storePath(f, /-vlc-/), { recursive: true })],
    ['a file too many', 'vlc', async (f) => writeFile(join(await storePath(f, /-vlc-/), 'bin/more'), '')],
    [
      'a file in place of a folder',
      'vlc',
      async (f) => {
        const bin = join(await storePath(f, /-vlc-/), 'bin');
        await rm(bin, { recursive: true });
        await writeFile(bin, '');
      },
    ],
    [
      'a kernel that was changed',
      'nixos-system',
      async (f) => writeFile(join(await current(f), 'kernel'), 'x'),
    ],
    [
      'a recipe that was cut off',
      'nixos-system',
      async (f) => writeFile(join(await current(f), 'boot.json'), '{'),
    ],
    [
      'a link that leads elsewhere',
      'nixos-system',
      async (f) => {
        await rm(join(await current(f), 'etc'));
        await symlink('../elsewhere', join(await current(f), 'etc'));
      },
    ],
    [
      'settings that were changed',
      'etc',
      async (f) => writeFile(join(await current(f, 'etc'), 'settings.json'), '{}'),
    ],
    [
      'modules that are gone',
      'linux',
      async (f) => rm(await current(f, 'kernel-modules'), { recursive: true }),
    ],
  ];
  it.each(damages)('is found damaged and made whole again: %s', async (_, what, damage) => {
    await using fixture = await practice();
    await damage(fixture);
    const { nix } = fixture;
    const found = await doing(nix, verify);
    if (found.type !== 'verified') throw new Error(found.type);
    expect(found.damaged.join()).toMatch(what);
    const plan = await planOf(nix, repair);
    expect(plan).toMatchObject({ risk: 'change', effects: { undoable: false, goesOnline: what === 'vlc' } });
    expect(await answerOf(nix, plan)).toEqual({
      type: 'done',
      requests: [repair],
      repaired: found.damaged.length,
    });
    expect(await doing(nix, verify)).toEqual({ ...found, damaged: [] });
    expect(await (await fixture.again()).facts(never)).toEqual(await nix.facts(never));
  });

  it('is whole at first and after changes, so that there is nothing to repair', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    for (const request of [
      install('firefox'),
      { intent: 'update_system' },
      { intent: 'edit_undo' },
    ] as Request[])
      await doing(nix, request);
    expect(await doing(nix, verify)).toMatchObject({ damaged: [], paths: expect.any(Number) });
    expect(await nix.plan([repair], never)).toEqual({
      type: 'answer',
      answer: { type: 'nothing-to-do', why: 'nothing-to-repair' },
    });
  });

  it('makes again the package list of an old generation from the rest of it', async () => {
    await using fixture = await practice();
    const link = await readlink(join(fixture.directory, 'nix/var/nix/profiles/system-40-link'));
    const toplevel = join(fixture.directory, 'nix/store', link.split('/').at(-1) ?? '');
    const list = join(toplevel, await readlink(join(toplevel, 'sw')), 'packages.json');
    const text = await readFile(list, 'utf8');
    await writeFile(list, '[');
    const nix = await fixture.again();
    expect((await nix.facts(never)).generations.map(({ number }) => number)).not.toContain(40);
    await doing(nix, repair);
    expect(await readFile(list, 'utf8')).toBe(text);
    expect((await nix.facts(never)).generations.map(({ number }) => number)).toContain(40);
  });

  it('is left alone when what is damaged has changed since the yes', async () => {
    await using fixture = await practice();
    await rm(join(await storePath(fixture, /-vlc-/), 'bin/vlc'));
    const plan = await planOf(fixture.nix, repair);
    await rm(join(await storePath(fixture, /-gimp-/), 'bin'), { recursive: true });
    expect(await answerOf(fixture.nix, plan)).toMatchObject({ type: 'failed', code: 'stale-plan' });
  });

  it('saves once by being optimised, then little', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    const usage = async () => {
      const answer = await doing(nix, { intent: 'disk_usage' });
      if (answer.type !== 'disk-usage') throw new Error(answer.type);
      return { storeBytes: 0, ...answer };
    };
    const before = await usage();
    expect(before.freeBytes + before.storeBytes).toBeLessThan(before.totalBytes);
    expect(before).toMatchObject({ generations: 11, deadBytes: expect.any(Number) });
    const first = await doing(nix, optimise);
    if (first.type !== 'optimised') throw new Error(first.type);
    expect(first.savedBytes).toBeGreaterThan(100_000_000);
    expect((await usage()).storeBytes).toBe(before.storeBytes - first.savedBytes);
    expect(await doing(nix, optimise)).toEqual({ type: 'optimised', savedBytes: 0 });
    await doing(nix, install('cowsay'));
    const next = await doing(nix, optimise);
    if (next.type !== 'optimised') throw new Error(next.type);
    expect(next.savedBytes).toBeGreaterThan(0);
    expect(next.savedBytes).toBeLessThan(first.savedBytes / 4);
    expect(await doing(nix, verify)).toMatchObject({ damaged: [] });
  });

  it('is repaired file by file when equal files are one and were changed together', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    await doing(nix, optimise);
    const program = join(await storePath(fixture, /-vlc-/), 'bin/vlc');
    await chmod(program, 0o755);
    await writeFile(program, 'broken');
    const found = await doing(nix, verify);
    if (found.type !== 'verified') throw new Error(found.type);
    expect(found.damaged.length).toBeGreaterThan(20);
    await doing(nix, repair);
    await doing(nix, optimise);
    expect(await doing(nix, verify)).toMatchObject({ damaged: [] });
  });

  it('takes its time to be verified and can be told to stop', async () => {
    await using fixture = await practice();
    const { nix, clock } = fixture;
    const plan = await planOf(nix, verify);
    expect(plan.risk).toBe('look');
    const begun = clock.now();
    const events = await eventsOf(nix, plan);
    expect(events[0]).toMatchObject({ type: 'progress', phase: 'checking' });
    expect(clock.now() - begun).toBeCloseTo(plan.effects.estimateMs, -2);
    const stop = new AbortController();
    for await (const event of nix.run(plan, stop.signal)) {
      stop.abort();
      if (event.type !== 'progress') expect(event).toEqual({ type: 'cancelled', restored: true });
    }
  });
});

describe('the machine', () => {
  it('names the packages that bring a program, installed ones first', async () => {
    await using fixture = await practice();
    const which = (program: string): Request => ({
      intent: 'which_provides',
      program: ProgramName.parse(program),
    });
    expect(await doing(fixture.nix, which('vim'))).toMatchObject({
      program: 'vim',
      packages: expect.arrayContaining([expect.objectContaining({ attribute: 'vim' })]),
      installed: ['vim'],
    });
    const found = await doing(fixture.nix, which('vim'));
    if (found.type === 'provides') expect(found.packages[0]?.attribute).toBe('vim');
    for (const odd of ['qqqqqq', 'constructor', '__proto__'])
      expect(await doing(fixture.nix, which(odd))).toMatchObject({ packages: [] });
  });

  it('finds the updates that an update would make, going online for it', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    const check = await planOf(nix, { intent: 'check_updates' });
    expect(check).toMatchObject({ risk: 'look', effects: { goesOnline: true } });
    const update = await planOf(nix, { intent: 'update_system' });
    expect(await answerOf(nix, check)).toEqual({
      type: 'updates',
      upgrades: update.effects.upgrades,
      downloadBytes: update.effects.downloadBytes,
    });
    await answerOf(nix, update);
    expect(await doing(nix, { intent: 'check_updates' })).toMatchObject({ upgrades: [], downloadBytes: 0 });
  });

  it('is healthy at first; then it tells what is wrong, worst first', async () => {
    await using fixture = await practice();
    const { nix, directory, clock } = fixture;
    const health: Request = { intent: 'health_check' };
    expect(await doing(nix, health)).toEqual({ type: 'health', findings: [] });
    await rm(join(await storePath(fixture, /-vlc-/), 'bin'), { recursive: true });
    const file = join(directory, 'etc/nixos/ask-nix.json');
    const config = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...config, services: [] }));
    await clock.sleep(60 * 86_400_000, never);
    expect(await doing(nix, health)).toEqual({
      type: 'health',
      findings: [
        { what: 'damaged-paths', count: 1 },
        { what: 'not-applied' },
        { what: 'old-system', days: expect.any(Number) },
      ],
    });
    await doing(nix, { intent: 'update_system' });
    expect(await doing(nix, health)).toMatchObject({
      findings: [{ what: 'damaged-paths' }, { what: 'needs-restart' }],
    });
  });

  it('measures numbers that change and have bounds', async () => {
    await using fixture = await practice();
    const seen = new Set<number>();
    for (let minute = 0; minute < 20; minute++) {
      const answer = await doing(fixture.nix, { intent: 'metrics' });
      if (answer.type !== 'metrics') throw new Error(answer.type);
      expect(answer.processorPercent).toBeGreaterThanOrEqual(0);
      expect(answer.processorPercent).toBeLessThan(30);
      expect(answer.memoryUsedBytes).toBeLessThan(answer.memoryTotalBytes);
      expect(answer.uptimeMs).toBe(fixture.clock.now() - NOW);
      seen.add(answer.memoryUsedBytes);
      await fixture.clock.sleep(61_000, never);
    }
    expect(seen.size).toBe(20);
  });
});
