import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sourceStorePath } from './source-store-path.ts';

/** Where a NixOS says which nixpkgs it is made of. */
export interface NixpkgsPlaces {
  store: string;
  state: string;
  run: string;
  configuration: string;
}

export interface LockedNixpkgs {
  /** A Git revision, or what the channel or the system calls its version. */
  revision: string;
  /** Its sources, where they are on this machine. */
  folder?: string;
}

/** The nixpkgs in use: the one that the flake locks, else root's channel, else what the running system was made of. */
export function lockedNixpkgs(places: NixpkgsPlaces): LockedNixpkgs | undefined {
  return ofFlake(places) ?? ofChannel(places) ?? ofSystem(places);
}

/** What a search for packages depends on; undefined when nothing tells. */
export function lockedRevision(places: NixpkgsPlaces): string | undefined {
  return lockedNixpkgs(places)?.revision;
}

/** An input is the name of its node, or the way to it from the root where it follows another. */
const Input = z.union([z.string(), z.array(z.string()).max(20)]);
const Lock = z.object({
  root: z.string(),
  nodes: z.record(
    z.string(),
    z.object({
      inputs: z.record(z.string(), Input).optional(),
      locked: z.object({ rev: z.string().optional(), narHash: z.string().optional() }).optional(),
    }),
  ),
});
type Lock = z.infer<typeof Lock>;

function ofFlake({ configuration, store }: NixpkgsPlaces): LockedNixpkgs | undefined {
  const lock = Lock.safeParse(parsed(readIfThere(join(configuration, 'flake.lock'))));
  if (!lock.success || !existsSync(join(configuration, 'flake.nix'))) return undefined;
  const { rev, narHash } = lock.data.nodes[nodeAt(lock.data, ['nixpkgs']) ?? '']?.locked ?? {};
  const revision = rev ?? narHash;
  const folder = narHash === undefined ? undefined : sourceStorePath(narHash, store);
  if (!revision) return undefined;
  return { revision, ...(folder && existsSync(folder) && { folder }) };
}

/** The node that the inputs lead to; a lock that leads in a circle leads nowhere. */
function nodeAt(lock: Lock, path: readonly string[], depth = 0): string | undefined {
  let node: string | undefined = lock.root;
  for (const name of path) {
    const input: z.infer<typeof Input> | undefined = lock.nodes[node ?? '']?.inputs?.[name];
    node = typeof input === 'object' ? (depth < 20 ? nodeAt(lock, input, depth + 1) : undefined) : input;
  }
  return node;
}

const CHANNELS = ['nixos', 'nixpkgs'];
const REVISION_FILES = ['.git-revision', 'svn-revision', '.version-suffix'];

function ofChannel({ state }: NixpkgsPlaces): LockedNixpkgs | undefined {
  for (const channel of CHANNELS) {
    const folder = join(state, 'profiles/per-user/root/channels', channel);
    for (const file of REVISION_FILES) {
      const revision = readIfThere(join(folder, file))?.trim();
      if (revision) return { revision, folder };
    }
  }
  return undefined;
}

/** `25.11.20251101.abcdef1`: the revision, and the version where none is in it. */
function ofSystem({ run }: NixpkgsPlaces): LockedNixpkgs | undefined {
  const version = readIfThere(join(run, 'current-system/nixos-version'))?.trim();
  const revision = version && (/\.([0-9a-f]{7,40})$/.exec(version)?.[1] ?? version);
  return revision ? { revision } : undefined;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    return undefined;
  }
}
