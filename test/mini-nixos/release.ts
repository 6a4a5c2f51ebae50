import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { bundledPackages } from '#catalogue/bundled-packages.ts';

/** A state of nixpkgs. */
export interface Release {
  /** `26.05.20260101.abcdef0` */
  version: string;
  /** Of git, 40 hex digits. */
  revision: string;
  /** Versions of packages, by name, that are not the catalogue's. */
  versions: Readonly<Record<string, string>>;
}

export const FIRST: Release = {
  version: '26.05.20260101.abcdef0',
  revision: 'abcdef0123456789abcdef0123456789abcdef01',
  versions: {},
};

/** A week later: a newer Firefox and a newer Vim. */
export const SECOND: Release = {
  version: '26.05.20260108.1234567',
  revision: '1234567890abcdef1234567890abcdef12345678',
  versions: { firefox: '145.0', vim: '9.1.1900' },
};

/** Makes the nixpkgs in `folder` that of `release`. */
export function writeRelease(folder: string, release: Release): void {
  writeFileSync(join(folder, 'nixos/release.json'), JSON.stringify(release));
  writeFileSync(join(folder, '.git-revision'), release.revision);
  writeFileSync(join(folder, '.version-suffix'), release.version.slice('26.05'.length));
}

/** What channels bring to tell which package has a command. */
export function writePrograms(file: string): void {
  using database = new DatabaseSync(file);
  database.exec(`pragma synchronous = off;
    create table Programs(name text not null, system text not null, package text not null, primary key (name, system, package));
    begin;`);
  const insert = database.prepare('insert or ignore into Programs values (?, ?, ?)');
  for (const { attribute, programs } of bundledPackages())
    for (const program of programs) insert.run(program, 'x86_64-linux', attribute);
  database.exec('commit');
}
