/** From the yes to a rollback until the profile has moved, beside `nix-env --rollback` alone; and how long activating takes besides. */
import { mkdirSync, readlinkSync, symlinkSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock } from '#base/clock.ts';
import { rootPrivileged } from '#helper/in-process.ts';
import type { Nix } from '#nix/nix.ts';
import { systemProfile } from '#nix/places.ts';
import type { Request } from '#nix/request.ts';
import { systemBusSocket } from '#nix/services/systemd-bus.ts';
import { helperSettings } from '../test/helper/helper-process.ts';
import { openLocal } from '../test/nix/local/local-fixture.ts';
import { type MiniSystem, miniSystem } from '../test/nix/mini-system.ts';
import { standInSystemd } from '../test/nix/services/stand-in-systemd.ts';
import type { Row } from './row.ts';

const RUNS = 12;
const BUDGET_MS = 40;
const RUNNING = { ActiveState: 'active', StateChangeTimestamp: 0 };
const SERVICES = ['nginx', 'sshd', 'firewall', 'systemd-timesyncd'];
const HOME = join(import.meta.dirname, '..');
const { signal } = new AbortController();

export async function run(): Promise<Row[]> {
  await using mini = await miniSystem();
  // On NixOS systemd is asked over its bus.
  await using systemd = await standInSystemd(
    Object.fromEntries(SERVICES.map((name) => [`${name}.service`, RUNNING])),
  );
  mkdirSync(dirname(systemBusSocket(mini.places)), { recursive: true });
  symlinkSync(systemd.socket, systemBusSocket(mini.places));
  const nix = await openLocal(mini, rootPrivileged(helperSettings(mini), HOME, systemClock));
  const profile = systemProfile(mini.places);
  const rollbacks: Rollback[] = [];
  const alone: number[] = [];
  const activations: number[] = [];
  for (let round = 0; round < RUNS; round++) {
    rollbacks.push(await rolledBack(nix, profile));
    const there = readlinkSync(profile);
    await goTo(3, nix);
    alone.push(await msOf(() => mini.run('nix-env', '-p', profile, '--rollback')));
    if (readlinkSync(profile) !== there) throw new Error('nix-env rolls back to another generation');
    activations.push(await activated(mini, profile));
    await mini.run('nix-env', '-p', profile, '--switch-generation', '3');
    await activated(mini, profile);
  }
  const planned = median(rollbacks.map(({ planMs }) => planMs));
  const switched = median(rollbacks.map(({ switchMs }) => switchMs));
  const rest = median(rollbacks.map(({ restMs }) => restMs));
  return [
    {
      claim: 'rollback, from the yes until the profile has moved',
      figure: `${switched.toFixed(1)} ms; planned before in ${planned.toFixed(1)} ms`,
      baseline: `nix-env --rollback alone: ${median(alone).toFixed(1)} ms; the same generation`,
      budget: `≤ ${BUDGET_MS} ms`,
      met: switched <= BUDGET_MS,
    },
    {
      claim: 'its activation, until it was seen that it took place',
      figure: `${rest.toFixed(0)} ms`,
      baseline: `switch-to-configuration alone: ${median(activations).toFixed(0)} ms`,
      met: true,
    },
  ];
}

interface Rollback {
  planMs: number;
  switchMs: number;
  restMs: number;
}

async function rolledBack(nix: Nix, profile: string): Promise<Rollback> {
  const before = readlinkSync(profile);
  const startedAt = performance.now();
  const plan = await planOf({ intent: 'rollback', target: { kind: 'previous' } }, nix);
  const saidYesAt = performance.now();
  let movedAt = 0;
  using _watcher = watching(dirname(profile), () => {
    if (movedAt === 0 && readlinkSync(profile) !== before) movedAt = performance.now();
  });
  await carriedOut(plan, nix);
  return {
    planMs: saidYesAt - startedAt,
    switchMs: movedAt - saidYesAt,
    restMs: performance.now() - movedAt,
  };
}

function watching(folder: string, onChange: () => void): Disposable {
  const watcher = watch(folder, onChange);
  return { [Symbol.dispose]: () => watcher.close() };
}

async function goTo(number: number, nix: Nix): Promise<void> {
  await carriedOut(await planOf({ intent: 'rollback', target: { kind: 'number', number } }, nix), nix);
}

type Plan = Parameters<Nix['run']>[0];

async function planOf(request: Request, nix: Nix): Promise<Plan> {
  const planned = await nix.plan([request], signal);
  if (planned.type !== 'plan') throw new Error(`no plan, but ${JSON.stringify(planned.answer)}`);
  return planned.plan;
}

async function carriedOut(plan: Plan, nix: Nix): Promise<void> {
  const answer = (await Array.fromAsync(nix.run(plan, signal))).at(-1);
  if (answer?.type !== 'done') throw new Error(`not done, but ${JSON.stringify(answer)}`);
}

function activated(mini: MiniSystem, profile: string): Promise<number> {
  return msOf(() => mini.run(join(profile, 'bin/switch-to-configuration'), 'switch'));
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
