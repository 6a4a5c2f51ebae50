import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ServiceName } from '#nix/names.ts';
import type { Request } from '#nix/request.ts';
import { answerOf, never, planOf } from '../contracts/nix.ts';
import { install, practice } from './practice-fixture.ts';

const collect: Request = { intent: 'collect_garbage' };
const deletion: Request = { intent: 'delete_generations', limit: { kind: 'keep', count: 5 } };
const stop: Request = { intent: 'service_stop', service: ServiceName.parse('cups') };
const start: Request = { intent: 'service_start', service: ServiceName.parse('cups') };
const rollback: Request = { intent: 'rollback', target: { kind: 'previous' } };
const remove = { intent: 'remove_package', package: 'vlc' } as Request;

describe('a provoked failure', () => {
  it.each([
    ['no-network', [remove, stop, rollback, collect]],
    ['build-failed', [stop, rollback, deletion]],
    ['no-space', [stop, deletion, collect, rollback]],
    ['evaluation-failed', [stop, rollback, collect]],
    ['unit-failed', [stop, deletion, collect]],
  ] as const)('of %s waits for a change that can fail so', async (fail, others) => {
    await using fixture = await practice({ fail });
    const { nix } = fixture;
    for (const request of others)
      expect(await answerOf(nix, await planOf(nix, request)), request.intent).toMatchObject({ type: 'done' });
    const change = await planOf(nix, install('krita'));
    expect(await answerOf(nix, change)).toMatchObject({ type: 'failed', code: fail });
  });

  it('of the network spares what can be tried without it', async () => {
    await using fixture = await practice({ fail: 'no-network' });
    const { nix } = fixture;
    const here = await planOf(nix, { ...install('vlc'), intent: 'try_package' } as Request);
    expect(here.effects.goesOnline).toBe(false);
    expect(await answerOf(nix, here)).toMatchObject({ type: 'tried' });
    const away = await planOf(nix, { ...install('krita'), intent: 'try_package' } as Request);
    expect(await answerOf(nix, away)).toMatchObject({ code: 'no-network' });
  });

  it('of a service that was started by name says so of no generation', async () => {
    await using fixture = await practice({ fail: 'unit-failed' });
    const { nix } = fixture;
    await answerOf(nix, await planOf(nix, stop));
    expect(await answerOf(nix, await planOf(nix, start))).toEqual({
      type: 'failed',
      code: 'unit-failed',
      subject: 'cups',
      restored: false,
      requests: [start],
    });
  });
});

describe('while another process changes the system', () => {
  const note = { requests: [{ intent: 'update_system' }], endsAt: 0 };

  it('a change is not even planned, and one hears what is done and for how long', async () => {
    await using fixture = await practice();
    const { nix, directory, clock } = fixture;
    const file = join(directory, 'var/lib/ask-nix/job.json');
    await mkdir(dirname(file), { recursive: true });
    const told = { ...note, process: { pid: process.ppid }, endsAt: clock.now() + 180_000 };
    await writeFile(file, JSON.stringify(told));
    expect(await nix.plan([install('krita')], never)).toEqual({
      type: 'answer',
      answer: {
        type: 'failed',
        code: 'busy',
        restored: true,
        requests: note.requests,
        remainingMs: 180_000,
      },
    });
    expect((await planOf(nix, { intent: 'health_check' })).risk).toBe('look');
  });

  it.each([
    ['of one that is gone', JSON.stringify({ ...note, process: { pid: 2 ** 22 + 1 } })],
    ['that is torn', '{"process":{"pi'],
    ['that is nonsense', '[]'],
  ])('a note %s is none', async (_, text) => {
    await using fixture = await practice();
    await writeFile(join(fixture.directory, 'var/lib/ask-nix/job.json'), text);
    expect(await answerOf(fixture.nix, await planOf(fixture.nix, stop))).toMatchObject({ type: 'done' });
  });

  it('the own process plans what follows', async () => {
    await using fixture = await practice();
    const { nix } = fixture;
    const running = nix.run(await planOf(nix, install('krita')), never)[Symbol.asyncIterator]();
    await running.next();
    expect((await nix.plan([stop], never)).type).toBe('plan');
    while (!(await running.next()).done);
  });
});
