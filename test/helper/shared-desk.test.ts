import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { takeLock } from '#base/lock-file.ts';
import type { AuditEntry } from '#helper/audit.ts';
import { MOST_MS } from '#helper/carry-out.ts';
import { countedAs } from '#helper/counted-as.ts';
import { Desk } from '#helper/desk.ts';
import { noteFiles } from '#helper/note.ts';
import { HelperSettings } from '#helper/settings.ts';
import { isWatched } from '#helper/watcher-process.ts';
import { ServiceName } from '#nix/names.ts';
import type { PrivilegedCall, PrivilegedNews } from '#nix/privileged.ts';

let root: string;
let settings: HelperSettings;
const faults: unknown[] = [];
const written: AuditEntry[] = [];

/** An activation is under way, as systemd tells after a while. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'ask-nix-desk-'));
  const at = (...path: string[]) => join(root, ...path);
  for (const folder of ['run/systemd/system', 'state']) mkdirSync(at(folder), { recursive: true });
  writeFileSync(at('systemctl'), '#!/bin/sh\nsleep 0.1\n');
  chmodSync(at('systemctl'), 0o755);
  writeFileSync(at('state/activation.json'), '{}');
  const places = { store: at('store'), state: at('nix'), run: at('run'), configuration: at('etc') };
  settings = HelperSettings.parse({
    ...{ places, state: at('state'), log: at('log'), systemctl: at('systemctl') },
    environment: { PATH: process.env.PATH },
  });
});
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  faults.length = 0;
  written.length = 0;
});

const desk = () =>
  new Desk({
    settings,
    program: { node: process.execPath, file: '/none', home: '/none' },
    clock: systemClock,
    audit: { write: (entry) => void written.push(entry) },
    onFault: (error) => void faults.push(error),
  });

const lastOf = async (news: AsyncIterable<PrivilegedNews>) => (await Array.fromAsync(news)).at(-1);
const STATUS: PrivilegedCall = { verb: 'status' };

test('who leaves while something is settled was no bug of ours', async () => {
  const leaving = new AbortController();
  const told = lastOf(desk().call(STATUS, 1000, leaving.signal));
  setTimeout(() => leaving.abort(new Error('the client is gone')), 150);
  expect(await told).toMatchObject({ type: 'refused', code: 'cancelled' });
  expect(faults).toEqual([]);
});

test('who only asks keeps nobody from stopping what hangs', async () => {
  const one = desk();
  const leaving = new AbortController();
  const asking = [1, 2, 3].map(() => lastOf(one.call(STATUS, 1000, leaving.signal)));
  const call = { verb: 'service', action: 'stop', service: ServiceName.parse('nginx') } as const;
  // Now they have it looked whether the activation is over.
  await sleep(50);
  const final = await lastOf(one.call(call, 1001, AbortSignal.timeout(10_000)));
  expect(final).not.toMatchObject({ code: 'busy' });
  leaving.abort(new Error('the client is gone'));
  await Promise.all(asking);
  expect(written).toContainEqual(expect.objectContaining({ event: 'began', verb: 'service' }));
});

test('who is about to watch an activation finds its lock free, however often it is looked at', async () => {
  const { note: noteFile, lock: lockFile } = noteFiles(settings.state);
  const id = randomUUID();
  const started = { version: 1, id, step: 'activating', activation: 'switch', toplevel: '/x' };
  const note = { ...started, previous: 1, newest: 1, ranBefore: false };
  writeFileSync(noteFile, JSON.stringify(note));
  const watcher = spawn('cat', ['-', id], { stdio: ['pipe', 'ignore', 'ignore'] });
  try {
    await vi.waitFor(() => expect(isWatched(id)).toBe(true));
    const settling = desk().settle();
    const lock = takeLock(lockFile);
    expect('heldBy' in lock).toBe(false);
    if (!('heldBy' in lock)) lock[Symbol.dispose]();
    expect(await settling).toMatchObject({ code: 'busy' });
  } finally {
    watcher.kill();
  }
});

test('calls of a person are their own, and those of all that are no person are together', () => {
  const accounts = join(root, 'passwd');
  writeFileSync(accounts, 'root:x:0:0::/root:/bin/sh\nalice:x:1000:100::/home/alice:/bin/sh\nbroken\n');
  expect([0, 1000, 1001, 100_001, undefined].map((uid) => countedAs(uid, accounts))).toEqual([
    ...['0', '1000', 'others', 'others', 'others'],
  ]);
  expect(countedAs(1000, join(root, 'missing'))).toBe('others');
});

test('an activation is waited for no longer than its call may take', () => {
  const most = Math.min(MOST_MS['activate-build'], MOST_MS['activate-generation']);
  expect(HelperSettings.safeParse({ activationLimitMs: most }).success).toBe(false);
});
