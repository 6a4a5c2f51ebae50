import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, symlink, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ActivityRecord } from '#nix/activity.ts';
import { buildPaths } from '#nix/daemon/build.ts';
import { isSuccess } from '#nix/daemon/build-result.ts';
import { DaemonConnection } from '#nix/daemon/connection.ts';
import type { Daemon } from '#nix/daemon/daemon.ts';
import { openDaemon } from '#nix/daemon/open-daemon.ts';
import { queryPathInfo, queryReferrers } from '#nix/daemon/path-queries.ts';
import { connectSocket } from '#nix/daemon/socket.ts';
import { daemonSocket } from '#nix/places.ts';
import { isDerivation, parseStorePath, type StorePath, storePathName } from '#nix/store-path.ts';
import { startDaemon } from '../../mini-nixos/daemon.ts';
import { type MiniSystem, miniSystem } from '../mini-system.ts';

const SRC = join(import.meta.dirname, '../../../src/nix/daemon');

vi.setConfig({ testTimeout: 30_000 });

const { signal } = new AbortController();
let mini: MiniSystem;
let daemon: Daemon;

beforeAll(async () => {
  mini = await miniSystem();
  daemon = openDaemon({ socket: daemonSocket(mini.places), storeDir: mini.places.store });
}, 60_000);

afterAll(async () => {
  await daemon[Symbol.asyncDispose]();
  await mini[Symbol.asyncDispose]();
});

const asPath = (text: string) => parseStorePath(text.trim(), mini.places.store) as StorePath;

/** Of a derivation that runs `script`, which nothing else of these tests has. */
async function recipe(name: string, script: string): Promise<StorePath> {
  const expression = `derivation { name = "${name}"; system = builtins.currentSystem; builder = "/bin/sh";
    args = [ "-euc" ''export PATH=/usr/bin:/bin; ${script}'' ]; }`;
  return asPath((await mini.run('nix-instantiate', '-E', expression)).stdout);
}

async function systemNow(): Promise<StorePath> {
  return asPath((await mini.run('readlink', '-f', join(mini.places.run, 'current-system'))).stdout);
}

async function connect(): Promise<DaemonConnection> {
  const socket = await connectSocket(daemonSocket(mini.places), signal);
  return await DaemonConnection.open(socket, mini.places.store, signal);
}

test('it says what it is', async () => {
  const version = (await mini.run('nix', '--version')).stdout.match(/[\d.]+/)?.[0];
  const greeting = await daemon.greeting(signal);
  expect(greeting.minor).toBeGreaterThanOrEqual(34);
  expect(greeting.nixVersion).toBe(version);
  expect(greeting.trust).toBe(greeting.minor >= 35 ? 'trusted' : 'unknown');
});

test('it knows of paths what `nix path-info` tells', async () => {
  const top = await systemNow();
  const told = await mini.run('nix', 'path-info', '--json', top);
  const parsed: unknown = JSON.parse(told.stdout);
  const [listed] = Array.isArray(parsed) ? parsed : Object.values(parsed as object);
  const info = await daemon.pathInfo(top, signal);
  expect(info?.narBytes).toBe(listed.narSize);
  expect(info?.registeredAt).toBe(listed.registrationTime * 1000);
  expect(info?.deriver).toBe(listed.deriver);
  expect(info?.references.toSorted()).toEqual(listed.references.toSorted());
  expect(info?.narHash).toMatch(/^[0-9a-f]{64}$/);
  expect(info?.ultimate).toBe(true);

  expect(await daemon.validDerivers(top, signal)).toEqual([listed.deriver]);
  const [reference] = info?.references ?? [];
  expect(await daemon.referrers(reference!, signal)).toContain(top);
  expect(
    await daemon.pathFromHashPart(
      top.slice(mini.places.store.length + 1, -storePathName(top).length - 1),
      signal,
    ),
  ).toBe(top);
  expect((await daemon.derivationOutputs(listed.deriver, signal)).get('out')).toBe(top);
});

test('it knows which paths are valid', async () => {
  const all = await daemon.allValidPaths(signal);
  const listed = await mini.run('nix', 'path-info', '--all');
  expect(all.toSorted()).toEqual(listed.stdout.trim().split('\n').toSorted());
  const nothing = asPath(`${mini.places.store}/${'0'.repeat(32)}-nothing`);
  expect((await daemon.validPaths([nothing, ...all], signal)).toSorted()).toEqual(all.toSorted());
  expect(await daemon.isValidPath(all[0]!, signal)).toBe(true);
  expect(await daemon.isValidPath(nothing, signal)).toBe(false);
  expect(await daemon.pathInfo(nothing, signal)).toBeUndefined();
  expect(await daemon.pathFromHashPart('0'.repeat(32), signal)).toBeUndefined();
  expect(await daemon.substitutablePaths([nothing], signal)).toEqual([]);
  await expect(daemon.ensurePath(nothing, signal)).rejects.toMatchObject({
    code: 'daemon-error',
    message: expect.stringContaining(nothing),
  });
  await daemon.ensurePath(all[0]!, signal);
});

test('a build tells what it does, and how it ended', async () => {
  const path = await recipe(
    'told',
    `echo '@nix { "action": "setPhase", "phase": "buildPhase" }' >&2; echo one; echo two; echo > $out`,
  );
  const missing = await daemon.missing([{ path }], signal);
  expect(missing).toMatchObject({ willBuild: [path], willSubstitute: [], unknown: [], downloadBytes: 0 });

  const records: ActivityRecord[] = [];
  const onRecord = (record: ActivityRecord) => void records.push(record);
  const built = (await daemon.build([{ path }], signal, { onRecord })).get(path)!;
  expect(built).toMatchObject({ status: 'built', message: '' });
  expect(isSuccess(built)).toBe(true);
  const out = built.outputs.get('out')!;
  expect(out).toBe((await daemon.derivationOutputs(path, signal)).get('out'));
  expect(Math.abs(built.startedAt - Date.now())).toBeLessThan(60_000);

  const started = records.find((record) => record.type === 'start' && record.activity === 'build');
  expect(started).toMatchObject({ fields: [path, '', 1, 1] });
  const { id } = started as Extract<ActivityRecord, { type: 'start' }>;
  const ofBuild = records.filter((record) => record.type !== 'line' && record.id === id);
  expect(ofBuild).toEqual([
    started,
    { type: 'result', id, kind: 'set-phase', phase: 'buildPhase' },
    { type: 'result', id, kind: 'build-log-line', line: 'one' },
    { type: 'result', id, kind: 'build-log-line', line: 'two' },
    { type: 'stop', id },
  ]);
  expect(records).toContainEqual(expect.objectContaining({ kind: 'progress', done: 1, expected: 1 }));

  expect(await daemon.missing([{ path }, { path: out }], signal)).toMatchObject({ willBuild: [] });
  expect((await daemon.build([{ path }], signal)).get(path)).toMatchObject({ status: 'already-valid' });
  await daemon.buildOrThrow([{ path }], signal, { mode: 'check' });
});

test('a build that fails is a result, or an error', async () => {
  const path = await recipe('fails', 'echo it broke; exit 7');
  const result = (await daemon.build([{ path }], signal)).get(path)!;
  expect(result).toMatchObject({
    status: 'permanent-failure',
    message: expect.stringMatching(/fails\.drv.* failed with exit code 7/s),
  });
  expect(isSuccess(result)).toBe(false);
  await expect(daemon.buildOrThrow([{ path }], signal)).rejects.toMatchObject({
    name: 'DaemonError',
    level: 0,
    message: expect.stringContaining('failed with exit code 7'),
  });
});

test('an error within an operation leaves the connection usable', async () => {
  const path = await recipe('fails-too', 'exit 1');
  const connection = await connect();
  await expect(connection.ask(buildPaths([{ path }], 'normal'), signal)).rejects.toMatchObject({
    code: 'daemon-error',
  });
  expect(connection.isUsable).toBe(true);
  expect(await connection.ask(queryPathInfo(path), signal)).toBeDefined();
  connection.close();
});

test('an error in reading what was asked closes it, and the client has another', async () => {
  const connection = await connect();
  const wrong = `${mini.places.store}/wrong` as StorePath;
  await expect(connection.ask(queryReferrers(wrong), signal)).rejects.toMatchObject({ code: 'daemon-error' });
  expect(connection.isUsable).toBe(false);
  await expect(daemon.referrers(wrong, signal)).rejects.toMatchObject({ code: 'daemon-error' });
  expect(await daemon.isValidPath(await systemNow(), signal)).toBe(true);
});

test('cancelling a build ends its builder', async () => {
  const pidFile = join(mini.root, 'builder.pid');
  const path = await recipe('endless', `echo $$ > ${pidFile}; echo begun; while :; do sleep 0.05; done`);
  const cancelling = new AbortController();
  const reason = new Error('cancelled');
  const building = daemon.build([{ path }], cancelling.signal, {
    onRecord(record) {
      if (record.type === 'result' && record.kind === 'build-log-line') cancelling.abort(reason);
    },
  });
  await expect(building).rejects.toBe(reason);
  const pid = readFileSync(pidFile, 'utf8').trim();
  await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 5000 }).toBe(false);
  expect(await daemon.isValidPath(path, signal)).toBe(true);
});

test('garbage is what nothing keeps, and goes', async () => {
  const [first, second, kept] = await Promise.all([
    recipe('garbage-1', 'head -c 100000 /dev/zero > $out'),
    recipe('garbage-2', 'head -c 100000 /dev/urandom > $out'),
    recipe('kept', 'echo > $out'),
  ]);
  const built = await daemon.build([{ path: first }, { path: second }, { path: kept }], signal);
  const outOf = (path: StorePath) => built.get(path)!.outputs.get('out')!;
  const top = await systemNow();

  const link = join(mini.root, 'result');
  await symlink(outOf(kept), link);
  await daemon.addIndirectRoot(link, signal);
  expect(await daemon.roots(signal)).toContainEqual({ link, path: outOf(kept) });

  {
    using _held = await daemon.holdPaths([outOf(first)], signal);
    const dead = await daemon.deadPaths(signal);
    expect(dead).toContain(outOf(second));
    expect(dead).not.toContain(outOf(first));
    expect(dead).not.toContain(outOf(kept));
    expect(await daemon.livePaths(signal)).toEqual(expect.arrayContaining([top, outOf(first), outOf(kept)]));
  }
  await expect.poll(() => daemon.deadPaths(signal)).toContain(outOf(first));

  await expect(daemon.deletePaths([outOf(kept)], signal)).rejects.toMatchObject({ code: 'daemon-error' });
  const these = await daemon.deletePaths([outOf(first)], signal);
  expect(these.paths).toContain(outOf(first));
  expect(await daemon.validPaths([outOf(first), outOf(second)], signal)).toEqual([outOf(second)]);
  const some = await daemon.deleteDeadPaths(signal, { maxFreedBytes: 1 });
  expect(some.bytesFreed).toBeGreaterThan(0);
  expect(await daemon.deadPaths(signal)).not.toEqual([]);
  const records: ActivityRecord[] = [];
  await daemon.deleteDeadPaths(signal, { onRecord: (record) => void records.push(record) });
  expect(await daemon.deadPaths(signal)).toEqual([]);
  expect(await daemon.validPaths([outOf(first), outOf(second)], signal)).toEqual([]);
  expect(await daemon.validPaths([outOf(kept), top], signal)).toHaveLength(2);
  await unlink(link);
});

test('verifying tells what is damaged, optimising links what is equal', async () => {
  expect(await daemon.verify({ contents: true, repair: false }, signal)).toBe(false);
  await daemon.optimise(signal);

  const path = await recipe('damaged', 'echo fine > $out');
  const out = (await daemon.build([{ path }], signal)).get(path)!.outputs.get('out')!;
  await chmod(out, 0o644);
  writeFileSync(out, 'broken\n');
  const lines: string[] = [];
  const onRecord = (record: ActivityRecord) => {
    if (record.type === 'line') lines.push(record.text);
  };
  expect(await daemon.verify({ contents: true, repair: false }, signal, { onRecord })).toBe(true);
  expect(lines.join('\n')).toContain(`${out}' was modified!`);
  const repaired = await daemon.build([{ path }], signal, { mode: 'repair' });
  expect(isSuccess(repaired.get(path)!)).toBe(true);
  expect(readFileSync(out, 'utf8')).toBe('fine\n');
});

test('settings are taken: without jobs nothing is built', async () => {
  const path = await recipe('unbuilt', 'echo > $out');
  const settings = { keepGoing: false, fallback: false, maxJobs: 0, cores: 1, substitute: false };
  await using careful = openDaemon({
    socket: daemonSocket(mini.places),
    storeDir: mini.places.store,
    settings,
  });
  await expect(careful.buildOrThrow([{ path }], signal)).rejects.toMatchObject({
    code: 'daemon-error',
    message: expect.stringMatching(/^Unable to start any build/i),
  });
});

test('whom it does not trust it serves, but for what needs trust', async () => {
  const source = `
    import { openDaemon } from ${JSON.stringify(join(SRC, 'open-daemon.ts'))};
    const { signal } = new AbortController();
    process.setuid?.(65534);
    const daemon = openDaemon(${JSON.stringify({ socket: daemonSocket(mini.places), storeDir: mini.places.store })});
    const { trust } = await daemon.greeting(signal);
    const refused = await daemon.verify({ contents: false, repair: true }, signal).catch(({ message }) => message);
    const verified = await daemon.verify({ contents: false, repair: false }, signal);
    console.log(JSON.stringify({ trust, refused, verified, dead: (await daemon.deadPaths(signal)).length > 0 }));`;
  await daemon.build([{ path: await recipe('loose', 'echo > $out') }], signal);
  const told = await mini.run(process.execPath, '--input-type=module', '-e', source);
  expect(told).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(told.stdout)).toEqual({
    trust: (await daemon.greeting(signal)).minor >= 35 ? 'untrusted' : 'unknown',
    refused: 'you are not privileged to repair paths',
    verified: false,
    dead: true,
  });
});

test('a daemon that restarts is found again', async () => {
  await using other = await miniSystem({ past: [], daemon: false });
  const places = { socket: daemonSocket(other.places), storeDir: other.places.store };
  await using client = openDaemon(places);
  await expect(client.allValidPaths(signal)).rejects.toMatchObject({ code: 'no-daemon' });
  {
    await using _first = await startDaemon(other.environment);
    expect(await client.allValidPaths(signal)).toEqual([]);
  }
  const asked = client.allValidPaths(signal);
  await using _second = await startDaemon(other.environment);
  expect(await asked).toEqual([]);
});

test('derivations are told from what they build', async () => {
  const all = await daemon.allValidPaths(signal);
  expect(all.filter(isDerivation).length).toBeGreaterThan(0);
  expect(all.filter((path) => !isDerivation(path)).length).toBeGreaterThan(0);
});
