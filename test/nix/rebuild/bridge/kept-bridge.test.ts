import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { runProgram } from '#base/run-program.ts';
import type { RebuildModule } from '#nix/rebuild/bridge/find-module.ts';
import { keptBridge } from '#nix/rebuild/bridge/kept-bridge.ts';
import { openBridge } from '#nix/rebuild/bridge/open-bridge.ts';

const PROGRAMS = join(import.meta.dirname, '../../../programs');
const never = new AbortController().signal;
let root: string;
let log: string;

/** Copies of the stand-in that write down which Python imported them. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'ask-nix-bridge-'));
  log = join(root, 'pythons');
  for (const name of ['old', 'new']) {
    cpSync(join(PROGRAMS, 'nixos_rebuild'), join(root, name, 'nixos_rebuild'), { recursive: true });
    appendFileSync(
      join(root, name, 'nixos_rebuild/__init__.py'),
      `\nwith open(${JSON.stringify(log)}, "a") as log:\n    log.write(f"{os.getpid()}\\n")\n`,
    );
  }
});
beforeEach(() => rmSync(log, { force: true }));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const pythons = () => readFileSync(log, 'utf8').trim().split('\n').map(Number);

/** One that ended and that nobody asked about has no words any more. */
function isAlive(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}

function kept(name = () => 'old', restMs = 10_000) {
  const find = async (): Promise<RebuildModule> => ({
    packages: join(root, name()),
    interpreter: '/usr/bin/python3',
    foundBy: 'environment',
  });
  const limits = { buildMs: 10_000, otherMs: 10_000, restMs };
  const bridge = keptBridge(find, (module) => openBridge(module, { PATH: '/usr/bin:/bin' }, limits));
  const ask = async () => (await bridge.current())?.functions(never);
  return { bridge, ask };
}

it('one Python answers again and again, and another when that was killed, noticed or not', async () => {
  const { bridge, ask } = kept();
  for (let time = 0; time < 3; time++) expect(await ask()).toMatchObject({ type: 'done' });
  const [first = 0] = pythons();
  // As a terminal does when somebody breaks something off.
  process.kill(first, 'SIGINT');
  expect(await ask()).toMatchObject({ type: 'done' });
  expect(pythons()).toEqual([first]);
  process.kill(first, 'SIGKILL');
  expect(await ask()).toMatchObject({ type: 'done' });
  const [, second = 0] = pythons();
  process.kill(second, 'SIGKILL');
  await expect.poll(() => isAlive(second)).toBe(false);
  expect(await ask()).toMatchObject({ type: 'done' });
  const [, , third = 0] = pythons();
  expect(new Set(pythons()).size).toBe(3);
  await bridge[Symbol.asyncDispose]();
  expect(isAlive(third)).toBe(false);
});

it('what is found anew takes the place of what was there before', async () => {
  let name = 'old';
  const { bridge, ask } = kept(() => name);
  await using _ = bridge;
  await ask();
  name = 'new';
  expect(await ask()).toMatchObject({ type: 'done' });
  expect(pythons().map(isAlive)).toEqual([false, true]);
});

it('one that nobody needs for long ends by itself', async () => {
  const { bridge, ask } = kept(undefined, 30);
  await using _ = bridge;
  await ask();
  await expect.poll(() => pythons().map(isAlive)).toEqual([false]);
  expect(await ask()).toMatchObject({ type: 'done' });
  expect(pythons()).toHaveLength(2);
});

it('at rest it keeps no program from ending, and ends with it', async () => {
  const program = [process.execPath, join(PROGRAMS, 'bridge-at-rest.ts')] as const;
  const { exitCode, stdout } = await runProgram(program, '', never);
  const [python = 0] = stdout.toString().split(',').map(Number);
  expect({ exitCode, python }).toEqual({ exitCode: 0, python: expect.any(Number) });
  expect(python).toBeGreaterThan(1);
  await expect.poll(() => isAlive(python)).toBe(false);
});
