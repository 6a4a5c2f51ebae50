import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { type DaemonOptions, openDaemon } from '#nix/daemon/open-daemon.ts';
import { all, failure, greeting, LAST, line, list } from './bytes.ts';
import { answering, peer } from './peer.ts';
import { HELLO, LIBC, RECIPE, STORE } from './vectors.ts';

vi.setConfig({ testTimeout: 30_000 });

const { signal } = new AbortController();
const YES = all(LAST, 1);
const hello = greeting(35);

const daemonAt = (socket: string, more: Partial<DaemonOptions> = {}) =>
  openDaemon({ socket, storeDir: STORE, ...more });

test('queries share a few connections', async () => {
  await using there = await peer(answering(hello, () => YES));
  await using daemon = daemonAt(there.path);
  const asked = Array.from({ length: 50 }, () => daemon.isValidPath(HELLO, signal));
  expect(await Promise.all(asked)).toEqual(asked.map(() => true));
  expect(there.met).toBe(4);
  await daemon.isValidPath(LIBC, signal);
  expect(there.met).toBe(4);
  await expect.poll(() => there.connections.size).toBe(3);
});

test('one who waits for a turn can leave', async () => {
  await using there = await peer(answering(hello, () => all()));
  await using daemon = daemonAt(there.path);
  const stopping = new AbortController();
  const stuck = Array.from({ length: 4 }, () => daemon.isValidPath(HELLO, stopping.signal).catch(String));
  const leaving = new AbortController();
  const waiting = daemon.isValidPath(HELLO, leaving.signal);
  leaving.abort(new Error('no longer'));
  await expect(waiting).rejects.toThrow('no longer');
  stopping.abort(new Error('stop'));
  expect(await Promise.all(stuck)).toEqual(stuck.map(() => 'Error: stop'));
});

test('a connection that nobody uses is closed after a while', async () => {
  await using there = await peer(answering(hello, () => YES));
  await using daemon = daemonAt(there.path, { keptMs: 30 });
  await daemon.isValidPath(HELLO, signal);
  expect(there.connections.size).toBe(1);
  await expect.poll(() => there.connections.size).toBe(0);
  expect(await daemon.isValidPath(HELLO, signal)).toBe(true);
  expect(there.met).toBe(2);
});

test('a query that loses its connection is asked again, work is not', async () => {
  await using there = await peer((socket, nth) =>
    answering(hello, () => (nth === 0 ? 'hang up' : YES))(socket),
  );
  await using daemon = daemonAt(there.path);
  expect(await daemon.isValidPath(HELLO, signal)).toBe(true);
  expect(there.met).toBe(2);

  await using brief = await peer(answering(hello, () => 'hang up'));
  await using other = daemonAt(brief.path);
  await expect(other.ensurePath(HELLO, signal)).rejects.toMatchObject({ code: 'daemon-gone' });
  expect(brief.met).toBe(1);
});

test('a daemon that restarts is waited for', async () => {
  await using there = await peer(answering(hello, () => YES));
  await using daemon = daemonAt(there.path);
  await daemon.isValidPath(HELLO, signal);
  await there.leave();
  const asked = [daemon.isValidPath(HELLO, signal), daemon.ensurePath(HELLO, signal)];
  await sleep(100);
  await there.comeBack();
  expect(await Promise.all(asked)).toEqual([true, undefined]);
});

test('waiting for it can be cancelled', async () => {
  await using there = await peer(answering(hello, () => YES));
  await using daemon = daemonAt(there.path);
  await daemon.isValidPath(HELLO, signal);
  await there.leave();
  const cancelling = new AbortController();
  const asked = daemon.isValidPath(HELLO, cancelling.signal);
  await sleep(20);
  cancelling.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
  await there.comeBack();
});

test('where no daemon ever was, that is said soon', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ask-nix-'));
  const nobody = join(folder, 'socket');
  const missing = {
    code: 'no-daemon',
    message: `The Nix daemon does not run: there is no socket ${nobody}.`,
  };
  await expect(daemonAt(nobody).isValidPath(HELLO, signal)).rejects.toMatchObject(missing);
  await expect(daemonAt(nobody).ensurePath(HELLO, signal)).rejects.toMatchObject(missing);
  await writeFile(nobody, 'a file');
  await expect(daemonAt(nobody).greeting(signal)).rejects.toMatchObject({
    code: 'no-daemon',
    message: expect.stringContaining('nobody answers'),
  });
  const long = join(folder, 'x'.repeat(200));
  await expect(daemonAt(long).greeting(signal)).rejects.toMatchObject({ code: 'no-daemon' });
  await rm(folder, { recursive: true });
});

test('a socket that refuses us is told from one that is not there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ask-nix-'));
  const path = join(folder, 'socket');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  await chmod(folder, 0o755);
  await chmod(path, 0o600);
  const module = join(import.meta.dirname, '../../../src/nix/daemon/open-daemon.ts');
  const program = `
    if (process.getuid() === 0) process.setuid(65534);
    else (await import('node:fs')).chmodSync(${JSON.stringify(path)}, 0);
    const daemon = openDaemon({ socket: ${JSON.stringify(path)}, storeDir: '/nix/store' });
    await daemon.greeting(new AbortController().signal).catch(({ code }) => console.log(code));`;
  const source = `import { openDaemon } from ${JSON.stringify(module)};${program}`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', source], { encoding: 'utf8' });
  expect(stdout).toBe('refused\n');
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

test('a peer that says nothing is left, when it is greeted and when it is asked', async () => {
  const quiet = { greetingMs: 40, queryMs: 40 };
  const silence = { code: 'no-answer', message: expect.stringContaining('has not answered') };
  await using mute = await peer(() => {});
  await expect(daemonAt(mute.path, { quiet }).greeting(signal)).rejects.toMatchObject(silence);
  await using sudden = await peer(answering(hello, () => LAST));
  await using daemon = daemonAt(sudden.path, { quiet });
  await expect(daemon.isValidPath(HELLO, signal)).rejects.toMatchObject(silence);
  await expect.poll(() => sudden.connections.size).toBe(0);
});

test('a peer that goes on saying a little is left too', async () => {
  await using there = await peer((socket) => {
    answering(hello, () => {
      const said = line('x'.repeat(1000));
      let at = 0;
      const timer = setInterval(() => socket.write(said.subarray(at, ++at)), 5);
      socket.on('close', () => clearInterval(timer));
      return all();
    })(socket);
  });
  await using daemon = daemonAt(there.path, { quiet: { greetingMs: 1000, queryMs: 20 } });
  await expect(daemon.isValidPath(HELLO, signal)).rejects.toMatchObject({ code: 'no-answer' });
});

test('work may be silent for as long as it takes', async () => {
  await using there = await peer((socket) => {
    answering(hello, () => {
      setTimeout(() => socket.write(YES), 100);
      return all();
    })(socket);
  });
  await using daemon = daemonAt(there.path, { quiet: { greetingMs: 5000, queryMs: 20 } });
  await daemon.buildOrThrow([{ path: RECIPE }], signal);
});

test('cancelling closes the connection and gives the reason', async () => {
  await using there = await peer(answering(hello, () => line('working\n')));
  await using daemon = daemonAt(there.path);
  const cancelling = new AbortController();
  const reason = new Error('cancelled');
  const building = daemon.build([{ path: RECIPE }], cancelling.signal, {
    onRecord: () => cancelling.abort(reason),
  });
  await expect(building).rejects.toBe(reason);
  await expect.poll(() => there.connections.size).toBe(0);
  await expect(daemon.isValidPath(HELLO, cancelling.signal)).rejects.toBe(reason);
});

test('what throws while it is told of the work ends the work', async () => {
  await using there = await peer(answering(hello, () => line('working\n')));
  await using daemon = daemonAt(there.path);
  const onRecord = () => {
    throw new TypeError('a bug');
  };
  await expect(daemon.optimise(signal, { onRecord })).rejects.toThrow(new TypeError('a bug'));
  await expect.poll(() => there.connections.size).toBe(0);
});

test('settings go out first on each connection', async () => {
  const requests: number[] = [];
  const replies = (_: number, request: Buffer) => {
    const operation = Number(request.readBigUInt64LE());
    requests.push(operation);
    return operation === 19 ? LAST : YES;
  };
  await using there = await peer(answering(hello, replies));
  const settings = { keepGoing: false, fallback: false, maxJobs: 1, cores: 0, substitute: false };
  await using daemon = daemonAt(there.path, { settings });
  await daemon.isValidPath(HELLO, signal);
  await daemon.isValidPath(HELLO, signal);
  expect(requests).toEqual([19, 1, 1]);
});

test('held paths have a connection of their own until they are let go', async () => {
  await using there = await peer(answering(hello, () => YES));
  await using daemon = daemonAt(there.path, { keptMs: 20 });
  {
    using _held = await daemon.holdPaths([HELLO, LIBC], signal);
    await daemon.isValidPath(HELLO, signal);
    expect(there.met).toBe(2);
    await expect.poll(() => there.connections.size).toBe(1);
    await sleep(40);
    expect(there.connections.size).toBe(1);
  }
  await expect.poll(() => there.connections.size).toBe(0);
});

test('paths that cannot be held give their connection back', async () => {
  await using there = await peer(answering(hello, (nth) => (nth === 0 ? YES : failure('no'))));
  await using daemon = daemonAt(there.path);
  await expect(daemon.holdPaths([HELLO, LIBC], signal)).rejects.toThrow('no');
  await expect.poll(() => there.connections.size).toBe(0);
});

test('nothing is asked about what is no hash part', async () => {
  await using there = await peer(answering(hello, () => all(LAST, '')));
  await using daemon = daemonAt(there.path);
  expect(await daemon.pathFromHashPart('../../etc/passwd', signal)).toBeUndefined();
  expect(there.met).toBe(0);
});

test('a closed client has no connections, and opens none', async () => {
  await using there = await peer(answering(hello, () => all(LAST, list())));
  const daemon = daemonAt(there.path);
  await daemon.allValidPaths(signal);
  await daemon[Symbol.asyncDispose]();
  await expect.poll(() => there.connections.size).toBe(0);
  await expect(daemon.allValidPaths(signal)).rejects.toThrow('was closed');
});

test('kept connections do not keep the process', async () => {
  await using there = await peer(answering(hello, () => YES));
  const module = join(import.meta.dirname, '../../../src/nix/daemon/open-daemon.ts');
  const source = `import { openDaemon } from ${JSON.stringify(module)};
    const daemon = openDaemon({ socket: ${JSON.stringify(there.path)}, storeDir: '/nix/store' });
    console.log(await daemon.isValidPath(${JSON.stringify(HELLO)}, new AbortController().signal));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { timeout: 10_000 });
  let said = '';
  child.stdout.on('data', (piece) => {
    said += piece;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, said }).toEqual({ code: 0, said: 'true\n' });
});

test('a daemon that just starts is waited for', async () => {
  await using there = await peer(answering(hello, () => YES));
  await there.leave();
  await using daemon = daemonAt(there.path);
  const asked = daemon.isValidPath(HELLO, signal);
  await sleep(30);
  await there.comeBack();
  expect(await asked).toBe(true);
});
