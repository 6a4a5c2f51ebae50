import { lstatSync, readdirSync, readlinkSync, realpathSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';

/** What somebody besides root could change, and why. */
export interface Distrust {
  path: string;
  why: 'owner' | 'writable' | 'missing' | 'too-many';
}

/** Of a folder above another, what is in it was not looked at. */
interface Seen {
  above: Set<string>;
  within: Set<string>;
}

const MOST_ENTRIES = 200_000;
const STICKY = 0o1000;

/**
 * The first of `paths` that somebody besides root could change, by itself, by what is in it, or by a folder above it;
 * undefined when all are root's alone. What links lead to counts. `ownStore` holds what Nix keeps anyway.
 */
export function distrustOf(paths: readonly string[], ownStore?: string): Distrust | undefined {
  const seen: Seen = { above: new Set(), within: new Set() };
  for (const path of paths) {
    const found = above(path, seen, ownStore) ?? within(path, seen, ownStore);
    if (found) return found;
    if (!lstatSync(path, { throwIfNoEntry: false })) return { path, why: 'missing' };
  }
  return undefined;
}

/** Folders above `path`. In one with the sticky bit, such as /tmp, only the owner of an entry can replace it. */
function above(path: string, seen: Seen, ownStore: string | undefined): Distrust | undefined {
  const folder = dirname(path);
  if (folder === path || seen.above.has(folder)) return undefined;
  seen.above.add(folder);
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (!stats) return { path: folder, why: 'missing' };
  if (stats.isSymbolicLink()) {
    const found = leadsTo(folder, stats, seen, ownStore);
    if (found) return found;
  } else if (stats.uid !== 0) return { path: folder, why: 'owner' };
  else if (stats.mode & 0o022 && !(stats.mode & STICKY)) return { path: folder, why: 'writable' };
  return above(folder, seen, ownStore);
}

function within(path: string, seen: Seen, ownStore: string | undefined): Distrust | undefined {
  if (isBelow(path, ownStore)) return undefined;
  if (seen.within.size > MOST_ENTRIES) return { path, why: 'too-many' };
  seen.within.add(path);
  const stats = lstatSync(path, { throwIfNoEntry: false });
  // What an editor had beside a file for a moment.
  if (!stats) return undefined;
  if (stats.isSymbolicLink()) return leadsTo(path, stats, seen, ownStore);
  if (stats.uid !== 0) return { path, why: 'owner' };
  if (stats.mode & 0o022) return { path, why: 'writable' };
  if (!stats.isDirectory()) return undefined;
  for (const name of namesIn(path)) {
    const found = within(join(path, name), seen, ownStore);
    if (found) return found;
  }
  return undefined;
}

/** A folder of root's that we may not even read holds nothing of ours. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function leadsTo(link: string, stats: Stats, seen: Seen, ownStore: string | undefined): Distrust | undefined {
  if (stats.uid !== 0) return { path: link, why: 'owner' };
  let target: string;
  try {
    target = realpathSync(link);
  } catch {
    // Locks are links to nowhere in their own folder, where only root can make something of them.
    return readlinkSync(link).includes('/') ? { path: link, why: 'missing' } : undefined;
  }
  if (isBelow(target, ownStore) || seen.within.has(target)) return undefined;
  return above(target, seen, ownStore) ?? within(target, seen, ownStore);
}

function isBelow(path: string, folder: string | undefined): boolean {
  return folder !== undefined && path.startsWith(`${folder}/`);
}

export function sayDistrust({ path, why }: Distrust): string {
  switch (why) {
    case 'owner':
      return `${path} does not belong to root.`;
    case 'writable':
      return `${path} can be written by others than root.`;
    case 'missing':
      return `${path} is not there.`;
    case 'too-many':
      return `Below ${path} there is more than can be checked.`;
  }
}
