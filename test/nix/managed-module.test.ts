import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowedOptions } from '../../scripts/allowed-options.ts';
import { type MiniSystem, miniSystem } from './mini-system.ts';

const MODULE = join(import.meta.dirname, '../../nix/ask-nix.nix');
let mini: MiniSystem;

beforeAll(async () => {
  mini = await miniSystem({ past: [], daemon: false });
});
afterAll(() => mini[Symbol.asyncDispose]());

const managedFile = () => join(mini.places.configuration, 'ask-nix.json');
const moduleFile = () => join(mini.places.configuration, 'ask-nix.nix');
const byHand = () => join(mini.places.configuration, 'hardware-configuration.nix');

/** What Nix says `attribute` of the configuration is, or why it does not. */
async function evaluate(attribute: string): Promise<unknown> {
  const argv = ['nix-instantiate', '--eval', '--strict', '--json', '<nixpkgs/nixos>', '-A', attribute];
  const { stdout, stderr } = await mini.run(...argv);
  return stdout === '' ? stderr : JSON.parse(stdout);
}
const system = () => evaluate('config.system.build.toplevel.drvPath');

describe('the module', () => {
  test('allows exactly the options that ask-nix knows', () => {
    const text = readFileSync(MODULE, 'utf8');
    const list = /allowed = \[([^\]]*)\]/.exec(text)?.[1] ?? '';
    expect([...list.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([quoted]) => JSON.parse(quoted))).toEqual(
      allowedOptions(),
    );
  });

  test('adds nothing where there is no file, and where it is empty', async () => {
    mini.configure({});
    const empty = await system();
    rmSync(managedFile());
    expect(await system()).toBe(empty);
  });

  test('adds packages to those of the user, nested ones too', async () => {
    mini.configure({ packages: ['hello', 'kdePackages.kdenlive'] });
    const { stdout } = await mini.run(
      'nix-instantiate',
      '--eval',
      '--strict',
      '--json',
      '-E',
      'map (p: p.pname) (import <nixpkgs/nixos> { }).config.environment.systemPackages',
    );
    expect(JSON.parse(stdout).sort()).toEqual(['coreutils', 'git', 'hello', 'kdenlive']);
  });

  test('adds elements of a list to those of the user', async () => {
    const ports = 'networking.firewall.allowedTCPPorts';
    mini.configure({ options: { [ports]: [8080] } }, `${ports} = [ 22 80 ];`);
    expect(((await evaluate(`config.${ports}`)) as number[]).sort()).toEqual([22, 80, 8080]);
  });

  test.each([
    ['', 'Europe/Berlin'],
    ['time.timeZone = lib.mkDefault "UTC";', 'Europe/Berlin'],
    ['time.timeZone = "Asia/Tokyo";', 'Asia/Tokyo'],
    ['time.timeZone = lib.mkForce "Asia/Tokyo";', 'Asia/Tokyo'],
    ['time.timeZone = lib.mkIf false "Asia/Tokyo";', 'Europe/Berlin'],
  ])('what the user wrote counts before what ask-nix says: %s', async (more, zone) => {
    mini.configure({ options: { 'time.timeZone': 'Europe/Berlin' } }, more);
    expect(await evaluate('config.time.timeZone')).toBe(zone);
  });

  test('who decides an option can be found', async () => {
    mini.configure({ options: { 'time.timeZone': 'Europe/Berlin' } }, 'time.timeZone = "Asia/Tokyo";');
    expect(await evaluate('options.time.timeZone.files')).toEqual([byHand()]);
    mini.configure({ options: { 'time.timeZone': 'Europe/Berlin' } });
    expect(await evaluate('options.time.timeZone.definitionsWithLocations')).toEqual([
      { file: moduleFile(), value: 'Europe/Berlin' },
    ]);
    expect(await evaluate('options.time.timeZone.highestPrio')).toBe(900);
  });

  test('a name in quotes is one part of a path', async () => {
    mini.configure({ options: { 'services.redis.servers."".enable': true } });
    const toplevel = (await mini.build()).stdout.trim();
    expect(readFileSync(join(toplevel, 'etc/systemd/system/redis.service'), 'utf8')).toContain('redis');
  });

  test('is read once, however often it is imported', async () => {
    mini.configure(
      { options: { 'networking.firewall.allowedTCPPorts': [80] } },
      'imports = [ ./ask-nix.nix ];',
    );
    expect(await evaluate('config.networking.firewall.allowedTCPPorts')).toEqual([80]);
  });
});

describe('what the module refuses', () => {
  test.each([
    ['a package that is not there', { packages: ['no-such'] }, "ask-nix: unknown package 'no-such'"],
    [
      'an option of its own choice',
      { options: { 'boot.initrd.preDeviceCommands': 'rm' } },
      "ask-nix: option 'boot.initrd.preDeviceCommands' is not one that ask-nix sets",
    ],
    ['another version', { version: 2 }, 'is not of version 1'],
  ])('%s', async (_, content, says) => {
    writeFileSync(managedFile(), JSON.stringify({ version: 1, ...content }));
    expect(await system()).toContain(says);
  });

  test('a file that is cut short', async () => {
    writeFileSync(managedFile(), '{"version":1,');
    expect(await system()).toMatch(/error/);
  });

  test.each([
    ['networking.firewall.enable', 'yes', 'boolean', '"yes"'],
    ['services.xserver.xautolock.time', 61, 'integer between 1 and 60 (both inclusive)', '61'],
    ['networking.networkmanager.wifi.backend', 'x', 'one of "wpa_supplicant", "iwd"', '"x"'],
    ['time.timeZone', 5, 'null or string', '5'],
  ])('%s: a value of the wrong type', async (path, value, type, shown) => {
    mini.configure({ options: { [path]: value } });
    expect(await system()).toContain(
      `A definition for option \`${path}' is not of type \`${type}'. Definition values:\n       - In \`${moduleFile()}': ${shown}`,
    );
  });

  test('an element of the wrong type', async () => {
    mini.configure({ options: { 'networking.firewall.allowedTCPPorts': [80, 70_000] } });
    expect(await system()).toContain(
      'A definition for option `networking.firewall.allowedTCPPorts."[definition 1-entry 2]"\' is not of type',
    );
  });
});

describe('what two files of the user say', () => {
  test('of the same option: a conflict, in the words of NixOS', async () => {
    mini.configure({}, 'networking.hostName = "other";');
    const said = await system();
    expect(said).toContain("The option `networking.hostName' has conflicting definition values:");
    expect(said).toContain(`- In \`${byHand()}': "other"`);
    expect(said).toContain(`- In \`${join(mini.places.configuration, 'configuration.nix')}': "mini"`);
    expect(said).toContain('Use `lib.mkForce value` or `lib.mkDefault value` to change the priority');
    mini.configure({}, 'networking.hostName = lib.mkForce "other";');
    expect(await evaluate('config.networking.hostName')).toBe('other');
  });

  test('of an option that is not there', async () => {
    mini.configure({}, 'servces.openssh.enable = true;');
    const said = await system();
    expect(said).toContain("The option `servces' does not exist. Definition values:");
    expect(said).toContain(`- In \`${byHand()}':\n`);
    mini.configure({}, 'services.opensssh.enable = true;');
    expect(await system()).toContain("The option `services.opensssh' does not exist.");
  });
});
