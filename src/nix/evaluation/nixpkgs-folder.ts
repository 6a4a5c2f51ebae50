import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** What `<nixpkgs>` is, without links; undefined when the search path does not say, or says something that is fetched. */
export function nixpkgsFolder({ NIX_PATH }: Readonly<Record<string, string>>): string | undefined {
  // A URL has a colon of its own, and its rest is no folder.
  for (const entry of NIX_PATH?.split(':') ?? []) {
    const [, prefix, path = ''] = /^(?:([^=]*)=)?(.*)$/.exec(entry) ?? [];
    if (prefix !== undefined && prefix !== 'nixpkgs') continue;
    const folder = prefix === undefined ? join(path, 'nixpkgs') : path;
    if (!folder.startsWith('/')) {
      if (prefix === 'nixpkgs') return undefined;
      continue;
    }
    if (existsSync(folder)) return realpathSync(folder);
  }
  return undefined;
}
