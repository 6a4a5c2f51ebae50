import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runProgram } from '#base/run-program.ts';

const ROOT = join(import.meta.dirname, '../..');

test('training again gives the model that is checked in, byte for byte', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ask-nix-'));
  try {
    const file = join(folder, 'intents.json');
    const argv = [process.execPath, join(ROOT, 'scripts/train.ts'), '--to', file] as const;
    const { exitCode, stderr } = await runProgram(argv, '', new AbortController().signal);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    const [trained, kept] = await Promise.all([readFile(file), readFile(join(ROOT, 'models/intents.json'))]);
    // Not compared as text: what differs would be megabytes.
    expect(trained.equals(kept), 'the examples or the code changed: run `npm run train`').toBe(true);
  } finally {
    await rm(folder, { recursive: true });
  }
});
