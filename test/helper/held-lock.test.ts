import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isLockHeld } from '#helper/held-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join('/dev/shm', 'ask-nix-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Locks `file` for as long as `work` takes. */
async function locked(file: string, work: () => void): Promise<void> {
  writeFileSync(file, '');
  const holder = spawn('flock', ['-x', '-F', file, 'sh', '-c', 'echo; exec sleep 9'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  try {
    work();
  } finally {
    holder.kill();
  }
}

test('a lock that is held is told from one that is not', async () => {
  const file = join(folder, 'lock');
  expect(isLockHeld(file)).toBe(false);
  await locked(file, () => expect(isLockHeld(file)).toBe(true));
});

test('so it is on a disk', async () => {
  const other = mkdtempSync(join(tmpdir(), 'ask-nix-lock-'));
  const file = join(other, 'lock');
  await locked(file, () => expect(isLockHeld(file)).toBe(true));
  rmSync(other, { recursive: true });
});

test('in memory, where everybody can have a file with any number, one with the same number is another', async () => {
  const file = join(folder, 'lock');
  writeFileSync(file, '');
  const { dev, ino } = statSync(file);
  const of = (device: number) =>
    `1: FLOCK  ADVISORY  WRITE 4711 00:${device.toString(16).padStart(2, '0')}:${ino} 0 EOF\n`;
  expect(isLockHeld(file, of(dev))).toBe(true);
  expect(isLockHeld(file, of(dev + 1))).toBe(false);
});
