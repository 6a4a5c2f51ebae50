import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Paths below `folder` of all that is no folder, without following links; `file`: whether it is a plain one. */
export function* entriesBelow(folder: string, within = ''): Generator<{ path: string; file: boolean }> {
  for (const entry of readdirSync(join(folder, within), { withFileTypes: true })) {
    const path = join(within, entry.name);
    if (entry.isDirectory()) yield* entriesBelow(folder, path);
    else yield { path, file: entry.isFile() };
  }
}
