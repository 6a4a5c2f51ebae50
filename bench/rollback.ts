/** From the yes to a rollback until the profile has moved, beside `nix-env --rollback` alone; and how long activating takes besides. */
import { on, once } from 'node:events';
import { mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { systemClock } from '#base/clock.ts';
import { rootPrivileged } from '#helper/in-process.ts';
import { switchProfile } from '#helper/switch-profile.ts';
import type { Nix } from '#nix/nix.ts';
import { systemBusSocket, systemProfile } from '#nix/places.ts';
import type { Request } from '#nix/request.ts';
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
  const settings = helperSettings(mini);
  const nix = await openLocal(mini, rootPrivileged(settings, HOME, systemClock));
  const profile = systemProfile(mini.places);
  await using watcher = await watching(profile);
  const rollbacks: Rollback[] = [];
  const alone: number[] = [];
  const byUs: number[] = [];
  const byNix: number[] = [];
  const activations: number[] = [];
  for (let round = 0; round < RUNS; round++) {
    rollbacks.push(await rolledBack(nix, watcher));
    const there = readlinkSync(profile);
    await goTo(3, nix);
    alone.push(await msOf(() => mini.run('nix-env', '-p', profile, '--rollback')));
    if (readlinkSync(profile) !== there) throw new Error('nix-env rolls back to another generation');
    activations.push(await activated(mini, profile));
    byUs.push(await msOf(() => switchProfile({ generation: 3, waitS: 9 }, settings, signal)));
    byNix.push(await msOf(() => mini.run('nix-env', '-p', profile, '--switch-generation', '2')));
    await switchProfile({ generation: 3, waitS: 9 }, settings, signal);
    await activated(mini, profile);
  }
  const planned = median(rollbacks.map(({ planMs }) => planMs));
  const switches = rollbacks.map(({ switchMs }) => switchMs);
  const switched = median(switches);
  const rest = median(rollbacks.map(({ restMs }) => restMs));
  return [
    {
      claim: 'rollback, from the yes until the profile has moved',
      figure: `${switched.toFixed(1)} ms, at best ${Math.min(...switches).toFixed(1)} ms; planned before in ${planned.toFixed(1)} ms`,
      baseline: `nix-env --rollback alone: ${median(alone).toFixed(1)} ms; the same generation`,
      budget: `≤ ${BUDGET_MS} ms`,
      met: switched <= BUDGET_MS,
    },
    {
      claim: 'of that, moving the profile under the lock of Nix',
      figure: `${median(byUs).toFixed(1)} ms`,
      baseline: `nix-env --switch-generation: ${median(byNix).toFixed(1)} ms`,
      met: median(byUs) < median(byNix),
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

async function rolledBack(nix: Nix, watcher: Watcher): Promise<Rollback> {
  const startedAt = performance.now();
  const plan = await planOf({ intent: 'rollback', target: { kind: 'previous' } }, nix);
  const planMs = performance.now() - startedAt;
  const moved = watcher.moved();
  const saidYesAt = process.hrtime.bigint();
  await carriedOut(plan, nix);
  const endedAt = process.hrtime.bigint();
  const movedAt = await moved;
  return { planMs, switchMs: Number(movedAt - saidYesAt) / 1e6, restMs: Number(endedAt - movedAt) / 1e6 };
}

interface Watcher extends AsyncDisposable {
  /** When the link that is watched leads elsewhere next, in nanoseconds. */
  moved(): Promise<bigint>;
}

async function watching(link: string): Promise<Watcher> {
  const worker = new Worker(new URL('programs/watch-link.ts', import.meta.url), { workerData: link });
  await once(worker, 'message');
  return {
    async moved() {
      const since = process.hrtime.bigint();
      for await (const [at] of on(worker, 'message')) if (at > since) return at;
      throw new Error('nobody watches any more');
    },
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  };
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
