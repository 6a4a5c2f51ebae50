import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flock } from '#helper/flock.ts';
import { rootPrivileged } from '#helper/in-process.ts';
import type { Plan } from '#nix/plan.ts';
import type { Request } from '#nix/request.ts';
import { answerOf, never, planOf } from '../../contracts/nix.ts';
import { helperSettings } from '../../helper/helper-process.ts';
import { quickClock } from '../practice-fixture.ts';
import { install, type LocalFixture, local } from './local-fixture.ts';
import { answerTo } from './outcomes.ts';

const RESTART: Request = { intent: 'restart_machine' };

describe('a restart of the machine', () => {
  let fixture: LocalFixture;
  let asked: string;
  let plan: Plan;

  beforeAll(async () => {
    fixture = await local();
    asked = join(fixture.mini.places.run, 'asked-to-reboot');
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  it('is not planned while nothing waits for it, and by root neither', async () => {
    expect(await fixture.nix.plan([RESTART], never)).toEqual({
      type: 'answer',
      answer: { type: 'nothing-to-do', why: 'no-restart-awaited' },
    });
    const { mini } = fixture;
    const root = rootPrivileged(helperSettings(mini), mini.root, quickClock());
    const news = await Array.fromAsync(root.call({ verb: 'restart-machine' }, never));
    expect(news.at(-1)).toMatchObject({ type: 'refused', code: 'already-there' });
    expect(existsSync(asked)).toBe(false);
  });

  it('is told of with the change that waits for it', async () => {
    const { nix, mini } = fixture;
    const managed = { packages: ['hello', 'vim'], options: { 'services.nginx.enable': true } };
    mini.configure(managed, 'mini.kernelVersion = "6.13.1";');
    const rebuild: Request = { intent: 'rebuild', action: 'switch' };
    expect(await answerTo(nix, rebuild)).toMatchObject({ type: 'done', needsRestart: 'kernel' });
    const later = await answerTo(nix, install('ripgrep'));
    expect(later.type).toBe('done');
    expect(later).not.toHaveProperty('needsRestart');
    plan = await planOf(nix, RESTART);
    expect(plan).toMatchObject({ risk: 'irreversible', effects: { undoable: false } });
  });

  it('does not come in between of what somebody else activates', async () => {
    const folder = join(fixture.mini.places.run, 'nixos');
    mkdirSync(folder, { recursive: true });
    const lock = openSync(join(folder, 'switch-to-configuration.lock'), 'a');
    await flock(lock, { as: 'exclusive', waitS: 9 }, helperSettings(fixture.mini), never);
    expect(await answerOf(fixture.nix, plan)).toMatchObject({ type: 'failed', code: 'busy' });
    closeSync(lock);
    expect(existsSync(asked)).toBe(false);
  });

  it('is planned by itself, and no more when something else would be started', async () => {
    const { nix, mini } = fixture;
    await expect(nix.plan([install('ripgrep'), RESTART], never)).rejects.toMatchObject({ code: 'refused' });
    mini.configure({ packages: ['hello'] });
    const rebuild: Request = { intent: 'rebuild', action: 'boot' };
    expect(await answerTo(nix, rebuild)).toMatchObject({ type: 'done', needsRestart: 'rest' });
    expect(await answerOf(nix, plan)).toMatchObject({ type: 'failed', code: 'stale-plan' });
    expect(existsSync(asked)).toBe(false);
  });

  it('takes the rights of root', async () => {
    const nix = await fixture.unprivileged();
    const unpermitted = await planOf(nix, RESTART);
    expect(unpermitted.effects.isNotPermitted).toBe(true);
    expect(await answerOf(nix, unpermitted)).toMatchObject({ code: 'not-permitted', restored: true });
    expect(existsSync(asked)).toBe(false);
  });

  it('is done when the machine is seen to go down', async () => {
    const { nix } = fixture;
    expect(await answerOf(nix, await planOf(nix, RESTART))).toEqual({ type: 'done', requests: [RESTART] });
    expect(existsSync(asked)).toBe(true);
    rmSync(asked);
  });

  it('is not done when it goes on', async () => {
    const { mini } = fixture;
    const systemctl = join(mini.root, 'bin/content');
    writeFileSync(systemctl, '#!/bin/sh\necho running\n', { mode: 0o755 });
    const root = rootPrivileged({ ...helperSettings(mini), systemctl }, mini.root, quickClock());
    const news = await Array.fromAsync(root.call({ verb: 'restart-machine' }, never));
    expect(news.at(-1)).toMatchObject({ type: 'refused', code: 'failed' });
  });
});
