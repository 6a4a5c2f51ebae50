import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { targetOf } from './if-there.ts';

/** A folder of links to all that is installed has no more levels that tell something new. */
const MOST_LEVELS = 4;
const MOST_ENTRIES = 50_000;

/** The store paths that links below `folder` lead to: what an environment of links is made of, without the database. */
export function linkedPaths(folder: string, store: string): Set<string> {
  const found = new Set<string>();
  let entries = 0;
  const walk = (path: string, level: number) => {
    for (const entry of entriesIn(path)) {
      entries += 1;
      if (entries > MOST_ENTRIES) return;
      const below = join(path, entry.name);
      if (entry.isSymbolicLink()) {
        const storePath = storePathOf(below, store);
        if (storePath) found.add(storePath);
      } else if (entry.isDirectory() && level < MOST_LEVELS) walk(below, level + 1);
    }
  };
  walk(folder, 1);
  return found;
}

function entriesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function storePathOf(link: string, store: string): string | undefined {
  const target = targetOf(link);
  if (!target?.startsWith(`${store}/`)) return undefined;
  return join(store, target.slice(store.length + 1).split('/')[0] as string);
}
