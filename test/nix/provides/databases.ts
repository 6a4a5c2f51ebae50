import { writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';

/** A `programs.sqlite` as channels bring it. */
export function writeProgramsDatabase(
  file: string,
  rows: readonly (readonly [name: string, system: string, attribute: string])[],
): void {
  using database = new DatabaseSync(file);
  database.exec(
    'CREATE TABLE Programs (name TEXT NOT NULL, system TEXT NOT NULL, package TEXT NOT NULL, PRIMARY KEY (name, system, package))',
  );
  const insert = database.prepare('INSERT INTO Programs VALUES (?, ?, ?)');
  for (const row of rows) insert.run(...row);
}

export interface IndexedPackage {
  attribute: string;
  toplevel?: boolean;
  /** Path and what is noted of it: `120x`, `../other/bin/exs`, `4d`. */
  files: readonly (readonly [path: string, note: string])[];
}

/** A database as nix-index writes it. */
export function writeNixIndex(file: string, packages: readonly IndexedPackage[]): void {
  const pieces = packages.flatMap(encoded);
  const start = Buffer.from('NIXI\u0001\0\0\0\0\0\0\0', 'latin1');
  writeFileSync(file, Buffer.concat([start, zstdCompressSync(Buffer.concat(pieces))]));
}

function encoded({ attribute, toplevel = true, files }: IndexedPackage): Buffer[] {
  const origin = { attr: attribute, output: 'out', toplevel, system: 'x86_64-linux' };
  const told = { store_dir: '/nix/store', hash: 'a'.repeat(32), name: `${attribute}-1`, origin };
  let before = '';
  let shared = 0;
  const line = (path: string, note: string, sharing: number) => {
    const difference = sharing - shared;
    shared = sharing;
    const bytes = Buffer.alloc(Math.abs(difference) < 127 ? 1 : 3, 0x80);
    if (bytes.length === 1) bytes.writeInt8(difference);
    else bytes.writeInt16BE(difference, 1);
    return Buffer.concat([Buffer.from(`${note}\0`), bytes, Buffer.from(`${path.slice(sharing)}\n`)]);
  };
  const lines = files.map(([path, note]) => {
    let sharing = 0;
    while (sharing < Math.min(path.length, before.length) && path[sharing] === before[sharing]) sharing++;
    before = path;
    return line(path, note, sharing);
  });
  return [...lines, line(JSON.stringify(told), 'p', 0)];
}
