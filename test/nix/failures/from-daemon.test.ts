import { afterAll, beforeAll, expect, it, test } from 'vitest';
import type { ActivityRecord } from '#nix/activity.ts';
import { DaemonError } from '#nix/daemon/daemon-error.ts';
import { openDaemon } from '#nix/daemon/open-daemon.ts';
import { classifyMessage } from '#nix/failures/classify.ts';
import { daemonSocket } from '#nix/places.ts';
import { estimateWork } from '#nix/rebuild/estimate.ts';
import { beginProgress, foldProgress } from '#nix/rebuild/progress.ts';
import { readBuilds } from '#nix/rebuild/read-builds.ts';
import { parseStorePath, type StorePath } from '#nix/store-path.ts';
import { type MiniSystem, miniSystem } from '../mini-system.ts';

const never = new AbortController().signal;
const context = { configuration: '/etc/nixos' };

let mini: MiniSystem;
beforeAll(async () => {
  mini = await miniSystem({ past: [] });
});
afterAll(() => mini[Symbol.asyncDispose]());

const daemonOf = () => openDaemon({ socket: daemonSocket(mini.places), storeDir: mini.places.store });

async function derivationOf(attribute: string): Promise<StorePath> {
  const { stdout } = await mini.run('nix-instantiate', '<nixpkgs/nixos>', '-A', `pkgs.${attribute}`);
  return parseStorePath(stdout.trim(), mini.places.store) as StorePath;
}

test.each([
  ['failing', 'build-failed', 'failing'],
  ['wrong-hash', 'hash-mismatch', 'wrong-hash'],
])('the daemon says why it did not build %s', async (attribute, code, subject) => {
  await using daemon = daemonOf();
  const path = await derivationOf(attribute);
  const results = await daemon.build([{ path }], never);
  const [result] = [...results.values()];
  expect(classifyMessage(result?.message ?? '', context)).toMatchObject({ code, subject });
  const thrown = await daemon.buildOrThrow([{ path }], never).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(DaemonError);
  expect(classifyMessage((thrown as DaemonError).message, context)).toMatchObject({ code, subject });
});

it('says what it can neither fetch nor build', async () => {
  await using daemon = daemonOf();
  const path = `${mini.places.store}/0z0hwjign6irmnmnivwhznrv1jlqhpii-nothing-1.0` as StorePath;
  const thrown = await daemon.ensurePath(path, never).catch((error: Error) => error);
  const failure = classifyMessage((thrown as Error).message, context);
  expect(failure).toMatchObject({ code: 'no-substitute', subject: 'nothing' });
});

it('tells how far it is', async () => {
  await using daemon = daemonOf();
  const path = await derivationOf('firefox');
  const { willBuild } = await daemon.missing([{ path }], never);
  const builds = await readBuilds(willBuild, never);
  expect(builds.get(path)).toEqual([expect.stringContaining('-coreutils-9.8.drv')]);
  const known = { buildMs: () => 1000, bytesPerSecond: undefined };
  const expected = estimateWork({ builds, downloadBytes: 0, jobs: 2, afterMs: 0 }, known);
  expect(expected).toMatchObject({ ms: 2000, sure: true });
  let state = beginProgress('evaluating', expected, 0);
  const told: string[] = [];
  const onRecord = (record: ActivityRecord) => {
    state = foldProgress(state, record, 0, expected);
    told.push(state.progress.current ?? state.progress.phase);
  };
  await daemon.build([{ path }], never, { onRecord });
  expect(told).toContain('coreutils');
  expect(told).toContain('firefox');
  expect(state.progress).toMatchObject({ phase: 'building', done: 2, total: 2, remainingMs: 0 });
});
