import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { whyNotAllowed } from '#helper/allowed-config.ts';
import { pidAtOtherEnd } from '#helper/peer-uid.ts';
import { realUid } from '#helper/real-uid.ts';
import { isServiceAllowed } from '#helper/unit-rules.ts';
import { isWatched } from '#helper/watcher-process.ts';
import { ManagedConfig } from '#nix/managed-config.ts';
import { protectedGenerations } from '#nix/protected-generations.ts';

const toplevels = (numbers: readonly number[]) => new Map(numbers.map((number) => [number, `/s/${number}`]));

test.each([
  ['the newest two besides the current one', [1, 2, 3, 4, 5], 5, [], [3, 4, 5]],
  ['also when an old one is current', [1, 2, 3, 4, 5], 1, [], [1, 4, 5]],
  ['what runs and what was booted', [1, 2, 3, 4, 5, 6], 6, ['/s/1', '/s/2'], [1, 2, 4, 5, 6]],
  ['all of few', [7, 9], 9, [], [7, 9]],
  ['without a current one the newest two', [1, 2, 3], undefined, [], [2, 3]],
])('what stays: %s', (_, numbers, current, inUse, kept) => {
  const state = { numbers, current, toplevelOf: toplevels(numbers) };
  expect([...protectedGenerations(state, inUse)].sort()).toEqual(kept);
});

test.each([
  ['nginx', 'stop', true],
  ['sshd', 'restart', true],
  ['systemd-resolved', 'restart', true],
  ['systemd-networkd', 'start', true],
  ['systemd-networkd', 'stop', false],
  ['display-manager', 'start', true],
  ['display-manager', 'restart', false],
  ['greetd', 'stop', false],
  ['systemd-poweroff', 'start', false],
  ['systemd-logind', 'restart', false],
  ['dbus', 'stop', false],
  ['dbus-broker', 'stop', false],
  ['debug-shell', 'start', false],
  ['user@1000', 'stop', false],
  ['nix-daemon', 'stop', false],
  ['nix-gc', 'start', false],
  ['nixos-upgrade', 'start', false],
  ['nixos-rebuild-switch-to-configuration', 'stop', false],
  ['ask-nix-helper', 'stop', false],
  ['polkit', 'stop', false],
  ['mountd', 'stop', true],
] as const)('%s: %s is allowed: %s', (name, action, isAllowed) => {
  expect(isServiceAllowed([name], action)).toBe(isAllowed);
});

test('a unit goes by its worst name', () => {
  expect(isServiceAllowed(['harmless', 'dbus-broker'], 'stop')).toBe(false);
});

test('a managed file can be too large as a whole', () => {
  const packages = Array.from({ length: 5000 }, (_, index) => `package-${index}-${'x'.repeat(60)}`);
  const config = ManagedConfig.parse({ version: 1, packages, options: {} });
  expect(whyNotAllowed(config)).toMatch(/too large/);
  expect(whyNotAllowed({ ...config, packages: config.packages.slice(0, 500) })).toBeUndefined();
});

test('who is at the other end stands in the list of sockets', () => {
  const listed = [
    'u_str ESTAB 0      0      /run/ask-nix/helper.sock 6083 * 6082 users:(("node",pid=19,fd=5))',
    'u_str ESTAB 0      0                 * 548548 * 548547 users:(("dbus-daemon",pid=10586,fd=8))',
    'u_str ESTAB 0      0                 * 6082   * 6083   users:(("my (pid=1) app",pid=77,fd=4))',
    'u_str ESTAB 0      0                 * 1058   * 1057',
  ].join('\n');
  expect(pidAtOtherEnd(listed, '548547')).toBe(10586);
  expect(pidAtOtherEnd(listed, '1057')).toBeUndefined();
  // A program can call itself what it wants.
  expect(pidAtOtherEnd(listed, '6083')).toBe(77);
  // And its socket too: with lines in its address it would be whoever it likes.
  const forged = '@x\nu_str ESTAB 0 0 * 1 * 6083 users:(("x",pid=1,fd=3))\n';
  expect(pidAtOtherEnd(`u_str ESTAB 0      0  ${forged} 5 * 4\n${listed}`, '6083')).toBeUndefined();
  const alone = 'u_str ESTAB 0 0 * 1 * 1057 users:(("x",pid=1,fd=3))';
  expect(pidAtOtherEnd(`${listed}\n${alone}`, '1057')).toBeUndefined();
});

test('a program that runs as root for everybody is of who has started it', async () => {
  const folder = mkdtempSync('/var/tmp/ask-nix-setuid-');
  const program = join(folder, 'cat');
  copyFileSync('/bin/cat', program);
  chmodSync(folder, 0o755);
  chmodSync(program, 0o4755);
  const id = randomUUID();
  const started = spawn('setpriv', ['--reuid=2', '--regid=2', '--clear-groups', program, '-', id], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  try {
    await vi.waitFor(() => expect(statSync(`/proc/${started.pid}`).uid).toBe(0));
    await vi.waitFor(() => expect(realUid(started.pid as number)).toBe(2));
    expect(isWatched(id)).toBe(false);
  } finally {
    started.kill();
    rmSync(folder, { recursive: true });
  }
});
