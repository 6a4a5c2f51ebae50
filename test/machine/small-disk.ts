import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk in memory whose room a test can take away and give back. It needs the right to mount: root has it, CI too. */
export class SmallDisk implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'ask-nix-disk-'));
  readonly #ballast = join(this.path, 'ballast');

  constructor(kilobytes = 4096) {
    runAsRoot(['mount', '-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'none', this.path]);
  }

  /** Takes all room but `blocks` blocks, of 4096 bytes each. */
  fill(blocks: number): void {
    this.free();
    const { bavail, bsize } = statfsSync(this.path);
    const ballast = openSync(this.#ballast, 'w');
    const block = Buffer.alloc(bsize);
    for (let count = bavail - blocks; count > 0; count--) writeSync(ballast, block);
    closeSync(ballast);
  }

  free(): void {
    rmSync(this.#ballast, { force: true });
  }

  /** Makes it one that can only be read, or an ordinary one again. */
  remount(how: 'ro' | 'rw'): void {
    runAsRoot(['mount', '-o', `remount,${how}`, this.path]);
  }

  [Symbol.dispose](): void {
    runAsRoot(['umount', '-l', this.path]);
    rmdirSync(this.path);
  }
}

function runAsRoot([program = '', ...args]: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return;
  const why = error?.message ?? stderr.trim();
  throw new Error(`These tests mount small disks in memory, which needs root: ${why}`);
}
