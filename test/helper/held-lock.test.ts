import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isLockHeld } from '#helper/held-lock.ts';
import { HelperSettings } from '#helper/settings.ts';

const settings = HelperSettings.parse({ environment: { PATH: process.env.PATH } });
const { signal } = new AbortController();

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Locks `file` for as long as `work` takes. */
async function locked(file: string, work: () => Promise<void>): Promise<void> {
  const holder = spawn('flock', ['-x', '-F', file, 'sh', '-c', 'echo; exec sleep 9'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  try {
    await work();
  } finally {
    holder.kill();
    await new Promise((resolve) => holder.once('exit', resolve));
  }
}

test('a lock that is held is told from one that is not, and left alone', async () => {
  const file = join(folder, 'lock');
  const isHeld = () => isLockHeld(file, settings, signal);
  expect(await isHeld()).toBe(false);
  writeFileSync(file, '');
  expect(await isHeld()).toBe(false);
  await locked(file, async () => {
    expect(await isHeld()).toBe(true);
    expect(await isHeld()).toBe(true);
  });
  expect(await isHeld()).toBe(false);
});

test('where locks cannot be looked at, nobody is said to have none', async () => {
  const file = join(folder, 'lock');
  writeFileSync(file, '');
  const bare = { ...settings, environment: { PATH: folder } };
  await expect(isLockHeld(file, bare, signal)).rejects.toThrow('flock');
});
