import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EMPTY_CONFIG, MANAGED_FILE, MANAGED_MODULE, managedText } from '#nix/managed-config.ts';
import { FIRST, writeRelease } from './release.ts';
import { packagesTable, settingsTable } from './tables.ts';

const SOURCE = import.meta.dirname;
const MODULE = join(SOURCE, '../../nix', MANAGED_MODULE);

const FOLDERS = [
  'nix/store',
  'nix/var/nix/profiles/per-user/root',
  'nix/var/nix/daemon-socket',
  'etc/nix',
  'etc/nixos',
  'home',
  'boot/loader/entries',
  'run/nixos',
  'var/log',
  'nixpkgs/nixos',
];

const NIX_CONF = `sandbox = false
build-users-group =
experimental-features = nix-command flakes
substituters =
trusted-users = root
allowed-users = *
max-jobs = 2
fsync-metadata = false
gc-reserved-space = 0
tarball-ttl = 0
`;

/** What `ask-nix.json` shall say; what is left out is empty. */
export interface Managed {
  packages?: readonly string[];
  options?: Readonly<Record<string, unknown>>;
}

/** A machine's folders, before anything is built. */
export function writeFolders(root: string): void {
  for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
  const registry = join(root, 'etc/nix/registry.json');
  writeFileSync(join(root, 'etc/nix/nix.conf'), `${NIX_CONF}flake-registry = ${registry}\n`);
  writeFileSync(registry, registryText(root));
  cpSync(join(SOURCE, 'bin'), join(root, 'bin'), { recursive: true });
  writeNixpkgs(join(root, 'nixpkgs'), root);
}

/** The folder that is `<nixpkgs>`. */
function writeNixpkgs(folder: string, root: string): void {
  cpSync(join(SOURCE, 'nixpkgs'), folder, { recursive: true });
  const nixos = join(folder, 'nixos');
  cpSync(join(SOURCE, 'nixos'), nixos, { recursive: true });
  writeFileSync(join(nixos, 'root.json'), JSON.stringify(root));
  writeFileSync(join(nixos, 'table.json'), settingsTable());
  writeFileSync(join(nixos, 'packages.json'), packagesTable());
  writeRelease(folder, FIRST);
}

/** A folder such as `/etc/nixos`. `more`: definitions in Nix that stand in a second file written by hand. */
export function writeConfiguration(folder: string, managed: Managed, more = ''): void {
  mkdirSync(folder, { recursive: true });
  // With the mode of a new file: a checkout may be its group's to write, and a configuration of root's must not.
  writeFileSync(join(folder, 'configuration.nix'), readFileSync(join(SOURCE, 'configuration.nix')));
  writeFileSync(join(folder, MANAGED_MODULE), readFileSync(MODULE));
  writeFileSync(join(folder, 'hardware-configuration.nix'), `{ lib, pkgs, ... }:\n{\n  ${more}\n}\n`);
  writeManaged(folder, managed);
}

export function writeManaged(folder: string, managed: Managed): void {
  const content = { ...EMPTY_CONFIG, ...managed } as typeof EMPTY_CONFIG;
  writeFileSync(join(folder, MANAGED_FILE), managedText(content));
}

/** What `nixpkgs#hello` means, as NixOS tells it to Nix. */
function registryText(root: string): string {
  const from = { type: 'indirect', id: 'nixpkgs' };
  const to = { type: 'path', path: join(root, 'nixpkgs') };
  return JSON.stringify({ version: 2, flakes: [{ from, to }] });
}
