import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** Bytes; all tests together write a tenth of this at a time. */
const LEAST_FREE = 2e9;

let folder: string | undefined;

/**
 * Before all tests: their folders are made in memory, where that can be had, since most of what they wait for is that a
 * disk has written what has to last. What a disk itself does is among the long tests.
 */
export function setup(): void {
  if (!isFit()) return;
  folder = mkdtempSync(join(MEMORY, 'ask-nix-'));
  // As the folder that it stands in for: for all users.
  chmodSync(folder, 0o1777);
  process.env.TMPDIR = folder;
}

export function teardown(): void {
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

/** Whether there is room, and what is written there may be run. */
function isFit(): boolean {
  try {
    const mounted = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
      .findLast(([, folder]) => folder === MEMORY);
    const [, , kind, options = ''] = mounted ?? [];
    const { bavail, bsize } = statfsSync(MEMORY);
    return kind === 'tmpfs' && !options.split(',').includes('noexec') && bavail * bsize > LEAST_FREE;
  } catch {
    return false;
  }
}
