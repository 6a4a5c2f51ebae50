import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteFiles } from '#helper/note.ts';
import type { Activation } from '#nix/privileged.ts';
import { type MiniSystem, miniSystem } from '../nix/mini-system.ts';
import { type HelperProcess, helperOn } from './helper-process.ts';

let mini: MiniSystem;
let helper: HelperProcess;

beforeAll(async () => {
  mini = await miniSystem();
  helper = await helperOn(mini);
});
afterAll(async () => {
  await helper[Symbol.asyncDispose]();
  await mini[Symbol.asyncDispose]();
});

const profiles = () => join(mini.places.state, 'profiles');
const current = () => readlinkSync(join(profiles(), 'system'));
const active = () => readlinkSync(join(mini.places.run, 'current-system'));
const toplevelOf = (generation: number) => readlinkSync(join(profiles(), `system-${generation}-link`));
const links = () => readdirSync(profiles()).filter((name) => name.startsWith('system-'));
const bootDefault = () => readFileSync(join(mini.places.boot, 'loader/loader.conf'), 'utf8');

const to = (generation: number, activation: Activation = 'switch') =>
  helper.call({ verb: 'activate-generation', generation, activation });

async function built(more: string): Promise<string> {
  mini.configure({ packages: ['hello'] }, more);
  const final = await helper.call({ verb: 'build' });
  if (final.type === 'result' && final.result.type === 'built') return final.result.toplevel;
  throw new Error(JSON.stringify(final));
}

/** Fails in a way that the bed knows, by a file below `run/nixos`. */
function failing(name: string): Disposable {
  const file = join(mini.places.run, 'nixos', name);
  writeFileSync(file, '');
  return { [Symbol.dispose]: () => rmSync(file) };
}

test('back to a generation by its number, and forward again', async () => {
  const told = await helper.tells({ verb: 'activate-generation', generation: 1, activation: 'switch' });
  expect(told.filter((news) => news.type === 'line').map(({ text }) => text)).toContain(
    'activating the configuration...',
  );
  expect(told.at(-1)).toMatchObject({
    result: { type: 'activated', generation: 1, previous: 3, stops: ['nginx'], starts: [] },
  });
  expect([current(), active()]).toEqual(['system-1-link', toplevelOf(1)]);
  expect(bootDefault()).toContain('nixos-generation-1.conf');
  expect(await to(3)).toMatchObject({ result: { generation: 3, previous: 1, starts: ['nginx'] } });
  expect(readFileSync(join(mini.root, 'var/log/activation.log'), 'utf8')).not.toContain('bootloader=1');
});

test('only for the next start, only until it, and only to hear what would be', async () => {
  expect(await to(2, 'boot')).toMatchObject({ result: { generation: 2, previous: 3 } });
  expect([current(), active()]).toEqual(['system-2-link', toplevelOf(3)]);
  await to(3, 'boot');
  expect(await to(1, 'dry-activate')).toMatchObject({ result: { generation: 3, stops: ['nginx'] } });
  expect([current(), active()]).toEqual(['system-3-link', toplevelOf(3)]);
  expect(await to(1, 'test')).toMatchObject({ result: { generation: 3, previous: 3, stops: ['nginx'] } });
  expect([current(), active()]).toEqual(['system-3-link', toplevelOf(1)]);
  expect(await to(3)).toMatchObject({ result: { generation: 3 } });
});

test('where it is already, and where nothing is', async () => {
  expect(await to(3)).toMatchObject({ type: 'refused', code: 'already-there' });
  expect(await to(77)).toMatchObject({ type: 'refused', code: 'no-such-generation' });
});

test.each([
  ['fail-pre-switch-check', 'activation-failed', 'Pre-switch checks failed'],
  ['fail-bootloader', 'activation-failed', 'Failed to install bootloader'],
])('%s: the profile is at exactly what it was at', async (file, code, output) => {
  const before = links();
  const toplevel = await built(`environment.etc."ask-nix-${file}".text = "x";`);
  await to(2);
  {
    using _failing = failing(file);
    const final = await helper.call({ verb: 'activate-build', activation: 'switch', toplevel });
    expect(final).toMatchObject({ type: 'refused', code });
    expect(final.type === 'refused' && final.output).toContain(output);
  }
  expect([current(), active()]).toEqual(['system-2-link', toplevelOf(2)]);
  expect(links()).toEqual(before);
  await to(3);
});

test.each([
  ['another activation runs', () => join(mini.places.run, 'nixos/switch-to-configuration.lock')],
  ['somebody else has the profile', () => join(profiles(), 'system.lock')],
])('while %s, nothing moves', async (_, lockFile) => {
  const toplevel = await built('environment.etc."ask-nix-held".text = "x";');
  const before = links();
  const lock = lockFile();
  const holder = spawn('flock', ['--no-fork', lock, 'sleep', '20'], { stdio: 'ignore' });
  while (!readFileSync('/proc/locks', 'utf8').includes(` ${holder.pid} `)) await sleep(5);
  try {
    expect(await to(1)).toMatchObject({ type: 'refused', code: 'busy' });
    const call = { verb: 'activate-build', activation: 'switch', toplevel } as const;
    expect(await helper.call(call)).toMatchObject({ type: 'refused', code: 'busy' });
  } finally {
    holder.kill();
  }
  expect(links()).toEqual(before);
  expect([current(), active()]).toEqual(['system-3-link', toplevelOf(3)]);
  expect(existsSync(noteFiles(helper.settings.state).note)).toBe(false);
});

test('units that fail are told, and the system is in place', async () => {
  const toplevel = await built('mini.failingUnits = [ "cups" ]; services.printing.enable = true;');
  expect(await helper.call({ verb: 'activate-build', activation: 'switch', toplevel })).toMatchObject({
    result: { type: 'activated', generation: 4, previous: 3, failedUnits: ['cups'] },
  });
  expect(active()).toBe(toplevel);
});

test('an init that does not fit waits for a restart', async () => {
  const running = active();
  const toplevel = await built('mini.initInterface = 3;');
  expect(await helper.call({ verb: 'activate-build', activation: 'switch', toplevel })).toMatchObject({
    result: { type: 'activated', generation: 5, previous: 4, needsRestart: true },
  });
  expect([current(), active()]).toEqual(['system-5-link', running]);
  await to(3);
});

test('old generations go, and never one that is needed', async () => {
  const gone = (numbers: number[]) => helper.call({ verb: 'delete-generations', numbers });
  expect(links()).toHaveLength(5);
  // 1 was booted, 3 is current, 4 and 5 are the newest others.
  for (const kept of [1, 3, 4, 5])
    expect(await gone([2, kept])).toMatchObject({ type: 'refused', code: 'protected-generation' });
  expect(await gone([2, 9])).toMatchObject({ type: 'refused', code: 'no-such-generation' });
  expect(links()).toHaveLength(5);
  expect(await gone([2, 2])).toEqual({ type: 'result', result: { type: 'deleted', numbers: [2] } });
  expect(links()).toHaveLength(4);
  const menu = readdirSync(join(mini.places.boot, 'loader/entries')).sort();
  expect(menu).toEqual([1, 3, 4, 5].map((number) => `nixos-generation-${number}.conf`));
});

test('a generation whose system is gone is not gone to', async () => {
  const link = join(profiles(), 'system-7-link');
  await mini.run('ln', '-s', `${mini.places.store}/${'0'.repeat(32)}-nixos-system-gone`, link);
  expect(await to(7)).toMatchObject({ type: 'refused', code: 'failed' });
  rmSync(link);
  expect(current()).toBe('system-3-link');
});
