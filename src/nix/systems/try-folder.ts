import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sayDiskTrouble } from '#base/disk-trouble.ts';
import { NixError } from '#base/errors.ts';
import { makeFolder } from '#base/make-folder.ts';
import { isStillAlive, ownMark } from '#base/process-life.ts';
import type { TryPlace } from './index.ts';

/** A process has a folder of this beginning beside `bin`, which all share. */
const OF = 'of_';

/** Puts programs into a folder. */
export type PutPrograms = (folder: string) => void;

/**
 * Makes programs reachable without installing them: links in one folder `bin`, which can be on the PATH, to those of
 * this process. They go when the process does, unless they are to be kept: then with the next try of another one.
 * Throws NixError unwritable.
 */
export function tryFolder(place: TryPlace | undefined): (put: PutPrograms) => string {
  let own: { folder: string; programs: string } | undefined;
  return (put) => {
    try {
      own ??= openFolder(place);
      const bin = join(own.folder, 'bin');
      put(own.programs);
      for (const name of readdirSync(own.programs)) link(join(own.programs, name), join(bin, name));
      return bin;
    } catch (cause) {
      const why = sayDiskTrouble(cause);
      throw new NixError('unwritable', `There is no place for programs to try: ${why}.`, { cause });
    }
  };
}

function openFolder(place: TryPlace | undefined): { folder: string; programs: string } {
  const folder = place?.folder ?? mkdtempSync(join(tmpdir(), 'ask-nix-try-'));
  makeFolder(join(folder, 'bin'));
  removeDead(folder);
  const { pid, life = '' } = ownMark();
  const programs = join(folder, `${OF}${pid}_${life.replaceAll(' ', '_')}`);
  makeFolder(programs);
  if (!place) process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  else if (!place.keep) process.once('exit', () => removeOf(folder, programs));
  return { folder, programs };
}

/** At once, also where another process has a program of that name. */
function link(target: string, path: string): void {
  const temporary = `${path}.${process.pid}.new`;
  rmSync(temporary, { force: true });
  symlinkSync(target, temporary);
  renameSync(temporary, path);
}

function removeDead(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [, pid, life] = new RegExp(`^${OF}(\\d+)_(.*)$`).exec(name) ?? [];
    if (
      pid === undefined ||
      isStillAlive({ pid: Number(pid), life: life?.replaceAll('_', ' ') || undefined })
    )
      continue;
    removeOf(folder, join(folder, name));
  }
}

/** The programs of one process, and the links that lead to them; at a logout they may be gone before it. */
function removeOf(folder: string, programs: string): void {
  const bin = join(folder, 'bin');
  if (!existsSync(bin)) return;
  for (const name of readdirSync(bin)) {
    const path = join(bin, name);
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
    if (isLink && readlinkSync(path).startsWith(`${programs}/`)) rmSync(path, { force: true });
  }
  rmSync(programs, { recursive: true, force: true });
}
