import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = import.meta.dirname;
const READER = join(SOURCE, 'ask-nix-interim.nix');

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
`;

/** The managed file, as `ask-nix.json` has it. */
export interface ManagedContent {
  packages?: readonly string[];
  options?: Readonly<Record<string, unknown>>;
}

/** A machine's folders, before anything is built. */
export function writeFolders(root: string): void {
  for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'etc/nix/nix.conf'), NIX_CONF);
  cpSync(join(SOURCE, 'nixos'), join(root, 'nixpkgs/nixos'), { recursive: true });
}

/** A folder such as `/etc/nixos`: what was written by hand, the fixed module and the managed file. */
export function writeConfiguration(folder: string, root: string, managed: ManagedContent, more = ''): void {
  mkdirSync(folder, { recursive: true });
  cpSync(join(SOURCE, 'configuration.nix'), join(folder, 'configuration.nix'));
  cpSync(READER, join(folder, 'ask-nix.nix'));
  writeFileSync(join(folder, 'mini.nix'), `{ ... }: { mini.root = ${JSON.stringify(root)}; ${more} }\n`);
  writeManaged(folder, managed);
}

export function writeManaged(folder: string, { packages = [], options = {} }: ManagedContent): void {
  writeFileSync(join(folder, 'ask-nix.json'), `${JSON.stringify({ version: 1, packages, options })}\n`);
}
