import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { helperOn } from '../helper/helper-process.ts';
import { isWhole, settledStatus, watcherOf } from '../helper/wholeness.ts';
import { miniSystem } from '../nix/mini-system.ts';
import { numbersFrom } from './random.ts';

const ROUNDS = 60;

test(`killed ${ROUNDS} times in the middle of changes, alone and with all it started, the system is always whole`, async () => {
  await using mini = await miniSystem();
  await using helper = await helperOn(mini);
  const next = numbersFrom(20261126);
  const hows = new Map<string, number>();
  const profile = () => readlinkSync(join(mini.places.state, 'profiles/system'));
  const active = () => readlinkSync(join(mini.places.run, 'current-system'));
  for (let round = 0; round < ROUNDS; round++) {
    const [, at = '1'] = /^system-(\d+)-link$/.exec(profile()) ?? [];
    const generation = 1 + ((Number(at) + Math.floor(next() * 2)) % 3);
    const { told } = helper.begin({ verb: 'activate-generation', activation: 'switch', generation });
    await sleep(next() * 600);
    const watcher = next() < 0.5 ? watcherOf(helper) : undefined;
    await helper.kill();
    if (watcher !== undefined) killAll(watcher);
    const last = (await told).at(-1);
    await helper.start();
    const { settled } = await settledStatus(helper);
    const end = settled?.how ?? (last?.type === 'thrown' ? 'not begun' : last?.type);
    hows.set(String(end), (hows.get(String(end)) ?? 0) + 1);
    expect([round, settled, isWhole(mini)]).toEqual([round, settled, true]);
    if (last?.type === 'result')
      expect(active()).toBe(readlinkSync(join(mini.places.state, `profiles/system-${generation}-link`)));
  }
  expect([...hows.keys()].sort()).toEqual(['finished', 'not begun', 'put-back', 'result']);
});

/** The watcher and the activation that it has begun. */
function killAll(watcher: number): void {
  try {
    process.kill(-watcher, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
