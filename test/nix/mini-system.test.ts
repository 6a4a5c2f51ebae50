import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemProfile } from '#nix/places.ts';
import { type MiniSystem, miniSystem } from './mini-system.ts';

const DAY_MS = 86_400_000;
let mini: MiniSystem;
let profile: string;

beforeAll(async () => {
  mini = await miniSystem();
  profile = systemProfile(mini.places);
});
afterAll(() => mini[Symbol.asyncDispose]());

const current = () => readlinkSync(profile);
const running = () => readlinkSync(join(mini.root, 'run/current-system'));
const bootDefault = () => readFileSync(join(mini.places.boot, 'loader/loader.conf'), 'utf8');
const activation = (toplevel: string, verb: string) =>
  mini.run(join(toplevel, 'bin/switch-to-configuration'), verb);
const NOW = { packages: ['hello', 'vim', 'firefox'], options: { 'services.nginx.enable': true } };

describe('a system that has a past', () => {
  test('has three generations, of 30, 10 and 1 days ago, as Nix lists them', async () => {
    const { stdout } = await mini.run('nix-env', '-p', profile, '--list-generations');
    const days = [30, 10, 1].map((ago) => new Date(Date.now() - ago * DAY_MS).toLocaleDateString('sv'));
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/).slice(0, 2)),
    ).toEqual(days.map((day, index) => [String(index + 1), day]));
    expect(Math.round((Date.now() - lstatSync(`${profile}-2-link`).mtimeMs) / DAY_MS)).toBe(10);
    expect(readFileSync(`${profile}-2-link/nixos-version`, 'utf8')).toMatch(/^with-vim-/);
  });

  test('runs the last and was booted from the first, and its daemon answers', async () => {
    expect(running()).toBe(readlinkSync(`${profile}-3-link`));
    expect(readlinkSync(join(mini.root, 'run/booted-system'))).toBe(readlinkSync(`${profile}-1-link`));
    expect(bootDefault()).toContain('default nixos-generation-3.conf');
    const asked = await mini.run('nix', '--store', 'daemon', 'path-info', running());
    expect(asked.stdout).toBe(`${running()}\n`);
  });

  test('was built from the configuration that is there', async () => {
    expect((await mini.build()).stdout.trim()).toBe(running());
  });
});

describe('activation', () => {
  test('a switch makes a generation, starts and stops units, and is done', async () => {
    mini.configure({ packages: ['hello'], options: { 'services.printing.enable': true } });
    const dry = await mini.rebuild('dry-activate');
    expect(dry.stderr).toContain('would stop the following units: nginx.service\n');
    expect(dry.stderr).toContain('would start the following units: cups.service\n');
    expect(current()).toBe('system-3-link');
    const done = await mini.rebuild('switch');
    expect(done).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('the following new units were started: cups.service'),
    });
    expect(current()).toBe('system-4-link');
    expect((await mini.run('systemctl', 'is-active', 'cups', 'nginx')).stdout).toBe('active\ninactive\n');
  });

  test('back to a generation', async () => {
    await mini.run('nix-env', '-p', profile, '--switch-generation', '3');
    expect((await activation(profile, 'switch')).exitCode).toBe(0);
    expect(running()).toBe(readlinkSync(`${profile}-3-link`));
    expect(bootDefault()).toContain('default nixos-generation-3.conf');
    const missing = await mini.run('nix-env', '-p', profile, '--switch-generation', '999');
    expect(missing.stderr).toContain('profile version 999 does not exist');
  });

  test('a test run moves no profile, and nothing but `switch` and `boot` touches the boot loader', async () => {
    mini.configure(NOW, 'mini.unitsEdition = 1;');
    const before = bootDefault();
    expect((await mini.rebuild('test')).stderr).toContain('restarting the following units: ');
    expect(current()).toBe('system-3-link');
    expect(bootDefault()).toBe(before);
  });

  test('units that fail: 4, and they are named', async () => {
    mini.configure({ options: { 'services.printing.enable': true } }, 'mini.failingUnits = [ "cups" ];');
    const done = await mini.rebuild('test');
    expect(done.exitCode).toBe(4);
    expect(done.stderr).toContain('warning: the following units failed: cups.service');
    expect((await mini.run('systemctl', 'is-system-running')).stdout).toBe('degraded\n');
    expect((await mini.run('journalctl', '-u', 'cups', '-p', 'err', '-o', 'cat')).stdout).toContain(
      'Failed to start Prints.',
    );
  });

  test('an init that does not fit: 100', async () => {
    mini.configure(NOW, 'mini.initInterface = 3;');
    expect((await mini.rebuild('test')).exitCode).toBe(100);
  });

  test('a check before it, the boot loader, a wrong verb: 1', async () => {
    for (const [file, verb] of [
      ['fail-pre-switch-check', 'check'],
      ['fail-bootloader', 'boot'],
    ] as const) {
      writeFileSync(join(mini.root, 'run/nixos', file), '');
      expect((await activation(profile, verb)).exitCode).toBe(1);
      rmSync(join(mini.root, 'run/nixos', file));
    }
    expect((await activation(profile, 'frobnicate')).exitCode).toBe(1);
  });

  test('another activation at work: 11', async () => {
    const lock = join(mini.root, 'run/nixos/switch-to-configuration.lock');
    const held = await mini.run('flock', lock, join(profile, 'bin/switch-to-configuration'), 'test');
    expect(held).toMatchObject({ exitCode: 11, stderr: 'Could not acquire lock\n' });
  });

  test('a specialisation is a system of its own, and boot.json names it', async () => {
    mini.configure(NOW, 'specialisation.gaming.configuration.services.printing.enable = true;');
    const toplevel = (await mini.build()).stdout.trim();
    const gaming = join(toplevel, 'specialisation/gaming');
    expect(existsSync(join(gaming, 'etc/systemd/system/cups.service'))).toBe(true);
    expect(existsSync(join(toplevel, 'etc/systemd/system/cups.service'))).toBe(false);
    const spec = JSON.parse(readFileSync(join(toplevel, 'boot.json'), 'utf8'))['org.nixos.specialisation.v1'];
    expect(spec.gaming['org.nixos.bootspec.v1'].toplevel).toBe(readlinkSync(gaming));
  });
});

describe('what cannot be built', () => {
  test.each([
    ['failing', 'failed with exit code 2'],
    ['wrong-hash', 'hash mismatch in fixed-output derivation'],
    ['broken', 'Package ‘broken-thing-0.1’ in '],
    ['broken', 'is marked as broken, refusing to evaluate.'],
    ['unfree', 'has an unfree license (‘unfree’), refusing to evaluate.'],
    ['insecure', 'is marked as insecure, refusing to evaluate.'],
  ])('%s', async (name, says) => {
    mini.configure({ packages: [name] });
    expect(await mini.build()).toMatchObject({
      exitCode: expect.not.toBeOneOf([0]),
      stderr: expect.stringContaining(says),
    });
  });

  test('what is refused can be allowed', async () => {
    const allowed = 'nixpkgs.config.permittedInsecurePackages = [ "insecure-thing-1.0" ];';
    mini.configure(
      { packages: ['unfree', 'insecure'], options: { 'nixpkgs.config.allowUnfree': true } },
      allowed,
    );
    expect((await mini.build()).exitCode).toBe(0);
  });
});

test('a damaged path is found and repaired by building it again', async () => {
  mini.configure(NOW);
  const toplevel = (await mini.build()).stdout.trim();
  const hello = readlinkSync(join(toplevel, 'sw/bin/hello'));
  rmSync(hello);
  writeFileSync(hello, 'damaged');
  const verified = await mini.run('nix-store', '--verify', '--check-contents');
  expect(verified.stderr).toContain(`path '${dirname(dirname(hello))}' was modified!`);
  await mini.run('nix-build', '--no-out-link', '--repair', '<nixpkgs>', '-A', 'hello');
  expect(readFileSync(hello, 'utf8')).toContain('hello 2.12.2');
});

test('units are shown as systemd shows them', async () => {
  const asked = await mini.run(
    'systemctl',
    'show',
    '-p',
    'UnitFileState,ActiveState,SubState,ActiveEnterTimestamp',
    'sshd',
    'nonsense',
  );
  expect(asked.stdout).toMatch(
    /^ActiveState=active\nSubState=running\nUnitFileState=enabled\nActiveEnterTimestamp=\w{3} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \w+\n\nActiveState=inactive\nSubState=dead\nUnitFileState=\nActiveEnterTimestamp=\n$/,
  );
  const exact = await mini.run(
    'systemctl',
    'show',
    '--timestamp=us',
    '-p',
    'StateChangeTimestamp',
    '--',
    'sshd.service',
  );
  expect(exact.stdout).toMatch(/^StateChangeTimestamp=\w{3} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} \w+\n$/);
  expect((await mini.run('systemctl', 'stop', 'sshd')).exitCode).toBe(0);
  expect(await mini.run('systemctl', 'is-active', 'sshd')).toMatchObject({
    exitCode: 3,
    stdout: 'inactive\n',
  });
  expect(await mini.run('systemctl', 'start', 'nonsense')).toMatchObject({
    exitCode: 5,
    stderr: 'Failed to start nonsense.service: Unit nonsense.service not found.\n',
  });
  const listed = await mini.run('systemctl', 'list-units', '--type=service', '--plain', '--no-legend');
  expect(listed.stdout).toContain('firewall.service ');
});

test('nothing is left when it is over', async () => {
  const gone = await miniSystem({ past: [] });
  await gone[Symbol.asyncDispose]();
  expect(existsSync(gone.root)).toBe(false);
  expect(processesOf(gone.root)).toEqual([]);
});

test('its daemon dies with who started it', async () => {
  const program = join(import.meta.dirname, '../programs/mini-system-that-waits.ts');
  const starter = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [root] = (await once(starter.stdout.setEncoding('utf8'), 'data')) as [string];
  try {
    expect(processesOf(root)).not.toEqual([]);
    starter.kill('SIGKILL');
    await vi.waitFor(() => expect(processesOf(root)).toEqual([]), 5000);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

function processesOf(root: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(root);
    } catch {
      return false;
    }
  });
}
