import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { evaluator } from '#nix/evaluation/evaluator.ts';

const never = new AbortController().signal;
let folder: string;

/** Of a Nix that prints how much it gives way to others. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-gentle-'));
  writeFileSync(join(folder, 'nix-instantiate'), '#!/bin/sh\nsleep 0.2\nexec nice\n', { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function niceness(options = {}): Promise<string | undefined> {
  const environment = { PATH: `${folder}:/usr/bin:/bin` };
  const nix = evaluator({ store: '/nix/store' }, environment, options);
  const done = await nix.evaluate({ folder, host: 'mini' }, never);
  return done.type === 'failed' ? /\d+/.exec(done.output)?.[0] : undefined;
}

it('gives way to the conversation, and to all others when nobody waits for it', async () => {
  expect(
    await Promise.all([niceness(), niceness({ isAwaited: true }), niceness({ isAwaited: false })]),
  ).toEqual(['10', '10', '19']);
});
