import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { microphonesOf } from '#audio/list-devices.ts';
import { MISSING_PROGRAM, program } from './program.ts';

const { signal } = new AbortController();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ask-nix-list-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function printing(script: string): string {
  const file = join(folder, `fake-${Math.random()}`);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

test.concurrent.each<[string, () => string]>([
  ['is missing', () => MISSING_PROGRAM],
  ['fails', () => printing('echo "Connection refused" >&2; exit 1')],
  ['hangs', () => program('program-that-hangs.sh')],
  ['hangs and leaves a child that does', () => printing('sleep 3 & wait')],
  ['prints without end', () => printing('exec yes')],
])('a sound system whose program %s is none', async (_, fake) => {
  const programs = { pactl: fake(), 'pw-dump': fake(), arecord: fake() };
  const systems = await Promise.all(
    (['pw-record', 'parec', 'arecord', 'sox'] as const).map((name) => microphonesOf(name, programs, signal)),
  );
  expect(systems).toEqual([undefined, undefined, undefined, undefined]);
});

test.each(['', 'head -c 100000 /dev/urandom', 'echo "[{]"', 'printf "Source #1\\n\\tName:"'])(
  'nonsense (%s) has no microphones',
  async (script) => {
    const fake = printing(script);
    for (const name of ['pw-record', 'parec', 'arecord'] as const)
      expect(
        (await microphonesOf(name, { pactl: fake, 'pw-dump': fake, arecord: fake }, signal))?.devices ?? [],
      ).toEqual([]);
  },
);

test('rec cannot choose', async () => {
  expect(await microphonesOf('rec', {}, signal)).toBeUndefined();
});

test('monitors can only be chosen by their id', async () => {
  const pactl = printing(
    `[ "$1" = info ] || printf 'Source #1\\n\\tName: a.monitor\\n\\tMonitor of Sink: a\\n'`,
  );
  expect(await microphonesOf('parec', { pactl }, signal)).toEqual({ devices: [], otherIds: ['a.monitor'] });
});

test('aborted, it rejects at once', async () => {
  const hangs = microphonesOf('parec', { pactl: program('program-that-hangs.sh') }, AbortSignal.timeout(50));
  await expect(hangs).rejects.toThrow();
});
