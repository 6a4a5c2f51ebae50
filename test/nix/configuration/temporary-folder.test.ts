import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '#nix/configuration/temporary-folder.ts';

test('what a killed process left is removed; what lives, and what is not ours, stays', async () => {
  const below = mkdtempSync(join(tmpdir(), 'ask-nix-temporary-'));
  try {
    const mine = await temporaryFolder(below);
    expect(statSync(mine).mode & 0o777).toBe(0o700);
    const life = /_(\d+_[0-9a-f-]+)_/.exec(basename(mine))?.[1] as string;
    // This process's number with another life, and the first process with none told.
    const dead = `shadow-${process.pid}_1${life}_abcdef`;
    const others = ['shadow-1___abcdef', 'notes', 'shadow-x'];
    for (const name of [dead, ...others]) mkdirSync(join(below, name, 'content'), { recursive: true });
    const second = await temporaryFolder(below);
    const left = [basename(mine), basename(second), ...others];
    expect(readdirSync(below).sort()).toEqual(left.sort());
  } finally {
    rmSync(below, { recursive: true });
  }
});
