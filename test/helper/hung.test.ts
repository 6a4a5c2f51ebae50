import { readlinkSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { noteFiles } from '#helper/note.ts';
import { ServiceName } from '#nix/names.ts';
import { helperClient } from '#nix/privileged/helper-client.ts';
import { eventsOf, planOf } from '../contracts/nix.ts';
import { heard } from '../nix/local/heard.ts';
import { install, openLocal } from '../nix/local/local-fixture.ts';
import { miniSystem } from '../nix/mini-system.ts';
import { helperOn } from './helper-process.ts';
import { isWhole, settledStatus } from './wholeness.ts';

test('an activation that hangs is not waited for without end: it is told, frees by a service, and is settled when it is over', async () => {
  await using mini = await miniSystem();
  await using helper = await helperOn(mini, { activationLimitMs: 1_000 });
  const hang = join(mini.places.run, 'nixos/hang');
  writeFileSync(hang, '');
  const open = () => openLocal(mini, helperClient(helper.socket));
  const nix = await open();
  const startedAt = Date.now();
  const plan = await planOf(nix, install('jq'));
  expect((await eventsOf(nix, plan)).at(-1)).toEqual({
    ...{ type: 'failed', code: 'still-activating', restored: false },
  });

  const call = { verb: 'activate-generation', activation: 'switch', generation: 1 } as const;
  expect(await helper.call(call)).toMatchObject({ type: 'refused', code: 'busy' });
  const status = await helper.call({ verb: 'status' });
  const { busyWith, since } =
    (status.type === 'result' && status.result.type === 'status' && status.result) || {};
  expect(busyWith).toBe('activate-generation');
  expect(since).toBeGreaterThanOrEqual(startedAt);
  const free = { verb: 'service', action: 'stop', service: ServiceName.parse('nginx') } as const;
  expect(await helper.call(free)).toMatchObject({ result: { type: 'service' } });
  expect((await eventsOf(nix, await planOf(nix, install('htop')))).at(-1)).toEqual({
    ...{ type: 'failed', code: 'still-activating', restored: true },
  });

  const anHourAgo = new Date(Date.now() - 3_600_000);
  utimesSync(noteFiles(helper.settings.state).note, anHourAgo, anHourAgo);
  expect(await heard(nix, { intent: 'health_check' })).toMatch(/is still being activated, and something/);

  rmSync(hang);
  // Without a call that would have it settled.
  await vi.waitFor(() => expect(helper.audit().at(-1)).toMatchObject({ event: 'settled' }), {
    ...{ timeout: 10_000, interval: 50 },
  });
  expect((await settledStatus(helper)).settled).toMatchObject({ activation: 'switch', how: 'finished' });
  expect(readlinkSync(join(mini.places.state, 'profiles/system'))).toBe('system-4-link');
  expect(isWhole(mini)).toBe(true);
  const { repairs, facts } = await open();
  expect(repairs).toEqual([expect.stringContaining('you are on generation 4')]);
  expect((await facts(AbortSignal.timeout(5_000))).installed).toContain('jq');
});
