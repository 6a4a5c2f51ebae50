import { realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { NixError } from '#base/errors.ts';
import type { Argv } from '#base/run-program.ts';
import type { Attribute } from '../attribute.ts';
import type { ConfigurationKind, FlakeKind } from './configuration-kind.ts';
import { OFFLINE } from './offline.ts';
import type { WantedValues } from './option-values.ts';

export interface Channel {
  name: string;
  url: string;
}

/** What is evaluated: the system of a configuration, or a package as that configuration has it. */
export interface Evaluation {
  /** The configuration folder, or a copy of it. */
  folder: string;
  /** Of several systems of a flake, the one of this machine: letters, digits, `-` and `_`. */
  host: string;
  package?: Attribute;
  /** Another nixpkgs than that of the channels: a folder, or the URL of an archive, which is fetched afresh. */
  nixpkgs?: string;
  /** What other channels are by name, likewise. */
  channels?: readonly Channel[];
  /** A link that keeps the derivation from being collected; made, and given to whoever asks. */
  keptBy?: string;
  /** Nothing is fetched, and nothing built to be read: what is not there, or too old, fails by `needsMore`. */
  offline?: boolean;
}

const LOG = ['--log-format', 'internal-json'] as const;
/** What Nix downloaded within the hour is else the newest to it. */
const AFRESH = ['--option', 'tarball-ttl', '0'] as const;
const EXPERIMENTAL = ['--extra-experimental-features', 'nix-command flakes'] as const;

/** Prints the path of the derivation, or of `keptBy`; `-v` also tells the files that are read. */
export function channelArgv({
  folder,
  package: attribute,
  nixpkgs,
  channels = [],
  keptBy,
  offline,
}: Evaluation): Argv {
  return [
    'nix-instantiate',
    '<nixpkgs/nixos>',
    ...['-A', attribute ? `pkgs.${attribute}` : 'config.system.build.toplevel'],
    ...nixosConfig(folder),
    ...(nixpkgs ? ['-I', `nixpkgs=${nixpkgs}`, ...AFRESH] : []),
    ...channels.flatMap(({ name, url }) => ['-I', `${name}=${url}`]),
    ...LOG,
    '-v',
    ...(keptBy ? ['--add-root', keptBy] : []),
    ...(offline ? OFFLINE : []),
  ];
}

/** Prints the path of the derivation; nothing is written to the folder, not even a lock. */
export function flakeArgv(kind: FlakeKind, { folder, host, package: attribute, offline }: Evaluation): Argv {
  const wanted = attribute ? `pkgs.${attribute}` : 'config.system.build.toplevel';
  return [
    'nix',
    ...EXPERIMENTAL,
    'eval',
    '--raw',
    `${flakeReference(kind, folder)}#nixosConfigurations."${checkedHost(host)}".${wanted}.drvPath`,
    '--no-write-lock-file',
    ...['--option', 'eval-cache', 'false'],
    ...LOG,
    '-v',
    ...(offline ? OFFLINE : []),
  ];
}

/** Prints, offline, the derivation of a package as the nixpkgs has it that is pinned as `nixpkgs`; else that of the search path. */
export function ownPackageArgv(attribute: Attribute, isPinned: boolean): Argv {
  return isPinned
    ? ['nix', ...EXPERIMENTAL, 'eval', '--raw', `nixpkgs#${attribute}.drvPath`, ...LOG, ...OFFLINE]
    : ['nix-instantiate', '<nixpkgs>', '-A', attribute, ...LOG, ...OFFLINE];
}

/** Makes `keptBy` a root of the garbage collector for a derivation that is there. */
export function keepArgv(derivation: string, keptBy: string): Argv {
  const expression = join(import.meta.dirname, 'keep.nix');
  return ['nix-instantiate', expression, '--argstr', 'derivation', derivation, '--add-root', keptBy, ...LOG];
}

/** Prints as JSON what our fixed expression says of the options at `paths`. */
export function valuesArgv(
  kind: ConfigurationKind,
  { folder, host, offline }: Evaluation,
  { options, packages = false }: WantedValues,
): Argv {
  return [
    'nix-instantiate',
    ...['--eval', '--strict', '--json', join(import.meta.dirname, 'option-values.nix')],
    ...['--argstr', 'request', JSON.stringify({ paths: options, packages })],
    ...(kind.kind === 'flake'
      ? ['--argstr', 'flake', flakeReference(kind, folder), '--argstr', 'host', checkedHost(host)]
      : nixosConfig(folder)),
    ...EXPERIMENTAL,
    ...LOG,
    ...(offline ? OFFLINE : []),
  ];
}

function nixosConfig(folder: string): string[] {
  return ['-I', `nixos-config=${join(folder, 'configuration.nix')}`];
}

/** A URL, in which characters of a folder's name may mean something else. */
export function flakeReference({ workTree }: FlakeKind, folder: string): string {
  if (!/^\/[\w./+@~-]+$/.test(folder))
    throw new NixError('bad-state', `${folder} has characters that the reference of a flake cannot have.`);
  if (!workTree) return `path:${folder}`;
  const below = relative(workTree, realpathSync(folder));
  return `git+file://${workTree}${below && `?dir=${below}`}`;
}

function checkedHost(host: string): string {
  if (/^[A-Za-z0-9_-]{1,63}$/.test(host)) return host;
  throw new NixError('bad-state', `“${host}” is no host name that a flake can have a system for.`);
}
