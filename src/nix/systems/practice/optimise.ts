import { createHash } from 'node:crypto';
import { existsSync, linkSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '#base/make-folder.ts';
import type { Package } from '#catalogue/package.ts';
import { entriesBelow } from './entries-below.ts';
import type { Layout } from './layout.ts';
import { claimedBytes, LINKS } from './store.ts';

/** Makes equal files of the store one, as Nix does: linked to one named by its content. Gives the bytes it saved. */
export function optimiseStore(
  layout: Layout,
  byAttribute: (attribute: string) => Package | undefined,
): number {
  makeFolder(join(layout.store, LINKS));
  let saved = 0;
  for (const name of readdirSync(layout.store)) {
    if (name.startsWith('.')) continue;
    const before = claimedBytes(layout, name, byAttribute);
    unlessGone(() => {
      for (const { path, file } of entriesBelow(join(layout.store, name)))
        if (file) unlessGone(() => shareFile(layout, join(layout.store, name, path)));
    });
    saved += before - claimedBytes(layout, name, byAttribute);
  }
  return Math.max(0, saved);
}

function shareFile(layout: Layout, file: string): void {
  const content = readFileSync(file);
  const shared = join(layout.store, LINKS, createHash('sha256').update(content).digest('hex').slice(0, 52));
  const temporary = `${shared}.${process.pid}`;
  rmSync(temporary, { force: true });
  if (!existsSync(shared) || !readFileSync(shared).equals(content)) {
    linkSync(file, temporary);
    renameSync(temporary, shared);
  } else if (lstatSync(shared).ino !== lstatSync(file).ino) {
    linkSync(shared, temporary);
    renameSync(temporary, file);
  }
}

/** A change at work may delete what is being looked at. */
function unlessGone(work: () => void): void {
  try {
    work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
