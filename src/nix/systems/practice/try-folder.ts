import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sayDiskTrouble } from '#base/disk-trouble.ts';
import { NixError } from '#base/errors.ts';
import { makeFolder } from '#base/make-folder.ts';
import type { Package } from '#catalogue/package.ts';
import { writePrograms } from './store.ts';

/** Makes programs reachable without installing them; the folder goes when the process does. */
export function tryFolder(): (found: Package) => string {
  let folder: string | undefined;
  return (found) => {
    if (folder === undefined) {
      const made = makeTemporary();
      process.once('exit', () => rmSync(made, { recursive: true, force: true }));
      folder = made;
    }
    const bin = join(folder, 'bin');
    makeFolder(bin);
    writePrograms(bin, found);
    return bin;
  };
}

function makeTemporary(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'ask-nix-try-'));
  } catch (cause) {
    throw new NixError('unwritable', `There is no place for temporary files: ${sayDiskTrouble(cause)}.`, {
      cause,
    });
  }
}
