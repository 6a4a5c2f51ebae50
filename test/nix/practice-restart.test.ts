import { readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import type { Request } from '#nix/request.ts';
import { answerOf, never, planOf } from '../contracts/nix.ts';
import { install, practice } from './practice-fixture.ts';

const RESTART: Request = { intent: 'restart_machine' };
const NOTHING = { type: 'answer', answer: { type: 'nothing-to-do', why: 'no-restart-awaited' } };

it('the practice machine is restarted into what an update brought, and then nothing waits for it', async () => {
  await using fixture = await practice();
  const { nix, directory } = fixture;
  expect(await nix.plan([RESTART], never)).toEqual(NOTHING);
  expect(await answerOf(nix, await planOf(nix, install('firefox')))).not.toHaveProperty('needsRestart');
  const update = await planOf(nix, { intent: 'update_system' });
  expect(await answerOf(nix, update)).toMatchObject({ type: 'done', needsRestart: 'kernel' });
  // Told once.
  expect(await answerOf(nix, await planOf(nix, install('inkscape')))).not.toHaveProperty('needsRestart');

  const booted = () => basename(readlinkSync(join(directory, 'run/booted-system')));
  const before = booted();
  const plan = await planOf(nix, RESTART);
  expect(plan.risk).toBe('irreversible');
  expect(await answerOf(nix, plan)).toEqual({ type: 'done', requests: [RESTART] });
  expect(booted()).not.toBe(before);
  expect(booted()).toBe(basename(readlinkSync(join(directory, 'run/current-system'))));
  expect(await nix.plan([RESTART], never)).toEqual(NOTHING);
  expect(await answerOf(nix, plan)).toMatchObject({ type: 'failed', code: 'stale-plan' });
});
