import { lutimesSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '#base/durable-file.ts';

/** Points the link at `path` to `target` at once, dated `at` (milliseconds since 1970). */
export function linkDurably(path: string, target: string, at: number): void {
  const temporary = `${path}.new`;
  rmSync(temporary, { force: true });
  linkDated(temporary, target, at);
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

/** Makes a link dated `at`, milliseconds since 1970. */
export function linkDated(path: string, target: string, at: number): void {
  symlinkSync(target, path);
  lutimesSync(path, at / 1000, at / 1000);
}
