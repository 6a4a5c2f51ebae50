import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { NixPlaces } from '#nix/places.ts';
import { storePath } from '../profiles/many-generations.ts';

/** Nix's own tables, version 10. */
const TABLES = `
  create table ValidPaths (
    id integer primary key autoincrement not null, path text unique not null, hash text not null,
    registrationTime integer not null, deriver text, narSize integer, ultimate integer, sigs text, ca text
  );
  create table Refs (
    referrer integer not null, reference integer not null, primary key (referrer, reference),
    foreign key (referrer) references ValidPaths(id) on delete cascade,
    foreign key (reference) references ValidPaths(id) on delete restrict
  );
  create index IndexReferrer on Refs(referrer);
  create index IndexReference on Refs(reference);
  create table DerivationOutputs (
    drv integer not null, id text not null, path text not null, primary key (drv, id),
    foreign key (drv) references ValidPaths(id) on delete cascade
  );
  create index IndexDerivationOutputs on DerivationOutputs(path);`;

export const HASH = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** Writes into the database of a store that is about to be made. */
export interface StoreWriter extends Disposable {
  database: DatabaseSync;
  /** Registers a path and gives its row. */
  add(path: string, bytes: number, references?: Iterable<number>): number;
}

/** The database of an empty store. Closing it leaves a file without changes beside it, as Nix does. */
export function createStoreDatabase({ state }: NixPlaces): StoreWriter {
  const folder = join(state, 'db');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'schema'), '10');
  const database = new DatabaseSync(join(folder, 'db.sqlite'));
  database.exec(`pragma journal_mode = wal; pragma synchronous = off; ${TABLES}`);
  const insertPath = database.prepare(
    `insert into ValidPaths (path, hash, registrationTime, narSize) values (?, '${HASH}', 1770000000, ?)`,
  );
  const insertReference = database.prepare('insert or ignore into Refs values (?, ?)');
  return {
    database,
    add(path, bytes, references = []) {
      const id = Number(insertPath.run(path, bytes).lastInsertRowid);
      for (const reference of references) insertReference.run(id, reference);
      return id;
    },
    [Symbol.dispose]: () => database.close(),
  };
}

const CLOSURE = 2000;
const REFERENCES_EACH = 8;
/** Of the two systems: paths that only one of them has. */
const UPGRADED = 100;
const REBUILT = 20;
const OTHER = 30;

export interface ManyPaths {
  paths: number;
  references: number;
  /** Toplevels of two systems with `CLOSURE` paths each, one update apart. */
  from: string;
  to: string;
}

/** A large store: two systems and what else has gathered, in other closures of the same size. */
export function writeManyPaths(places: NixPlaces, groups: number): ManyPaths {
  using writer = createStoreDatabase(places);
  const { database } = writer;
  const below = randomBelow();
  let seed = 0;
  const add = (name: string, others: readonly number[]) => {
    seed += 1;
    const references = new Set<number>();
    if (others.length > 0) references.add(others.at(-1) as number);
    while (references.size < Math.min(REFERENCES_EACH, others.length))
      references.add(others[below(others.length)] as number);
    return writer.add(storePath(places.store, seed, name), 1000 + below(5_000_000), references);
  };
  const system = (label: string, base: readonly number[], names: readonly string[]) => {
    const own = [...base];
    for (const name of names) own.push(add(name, own));
    const path = storePath(places.store, seed + 1, `nixos-system-many-${label}`);
    seed += 1;
    writer.add(path, 5000, own.slice(-500));
    return path;
  };

  database.exec('begin');
  const base: number[] = [];
  while (base.length < CLOSURE - UPGRADED - REBUILT - OTHER - 1)
    base.push(add(packageName(base.length, 1), base));
  const numbered = (kind: string, count: number, version: number) =>
    Array.from({ length: count }, (_, index) => `${kind}${index}-${version}.${index % 20}`);
  const rebuilt = numbered('rebuilt', REBUILT, 3);
  const from = system('1', base, [...numbered('old', OTHER, 1), ...rebuilt, ...numbered('app', UPGRADED, 1)]);
  const to = system('2', base, [...numbered('new', OTHER, 1), ...rebuilt, ...numbered('app', UPGRADED, 2)]);
  for (let group = 2; group <= groups; group++) {
    const own: number[] = [];
    while (own.length < CLOSURE) own.push(add(packageName(own.length, group), own));
  }
  database.exec('commit');
  const count = (table: string) => Number(database.prepare(`select count(*) as n from ${table}`).get()?.n);
  return { paths: count('ValidPaths'), references: count('Refs'), from, to };
}

const OUTPUTS = ['', '-lib', '-dev', '-man'];

function packageName(index: number, version: number): string {
  return `package-${Math.floor(index / OUTPUTS.length)}x-${version}.${index % 30}.0${OUTPUTS[index % OUTPUTS.length]}`;
}

/** The same numbers in each run. */
function randomBelow(): (limit: number) => number {
  let state = 7;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}
