import { join } from 'node:path';

/** Where things are in a practice system: the paths of a NixOS machine, below one folder. */
export interface Layout {
  root: string;
  /** Says what the folder is and when it was made. */
  marker: string;
  store: string;
  profiles: string;
  /** `system -> system-N-link` */
  profile: string;
  currentSystem: string;
  bootedSystem: string;
  /** What the assistant manages: packages and the revision of nixpkgs. */
  config: string;
  undo: string;
  /** Services that were started, stopped or failed since the running system was activated. */
  units: string;
  /** Written before a change touches anything, removed after it: what a killed change left is finished or taken back. */
  pending: string;
  lock: string;
  /** What whoever holds the lock is at. */
  job: string;
}

export function layoutOf(root: string): Layout {
  const profiles = join(root, 'nix/var/nix/profiles');
  const state = join(root, 'var/lib/ask-nix');
  return {
    root,
    marker: join(root, 'practice.json'),
    store: join(root, 'nix/store'),
    profiles,
    profile: join(profiles, 'system'),
    currentSystem: join(root, 'run/current-system'),
    bootedSystem: join(root, 'run/booted-system'),
    config: join(root, 'etc/nixos/ask-nix.json'),
    undo: join(state, 'undo.json'),
    units: join(state, 'units.json'),
    pending: join(state, 'pending.json'),
    lock: join(state, 'lock'),
    job: join(state, 'job.json'),
  };
}

/** `system-43-link` for 43. */
export function linkName(generation: number): string {
  return `system-${generation}-link`;
}

/** 43 for `system-43-link`; undefined for anything else. */
export function parseLinkName(name: string): number | undefined {
  const digits = /^system-(\d{1,7})-link$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
