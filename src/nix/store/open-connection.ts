import { accessSync, closeSync, constants, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { NixPlaces } from '../places.ts';
import { refusalOf, refused, type StoreRefusal } from './store-refusal.ts';

/** One opening of the store's database, for reading. */
export interface StoreConnection extends Disposable {
  database: DatabaseSync;
  /** It reads the file as it was: nothing that is written meanwhile is seen, so it holds as long as nothing is written. */
  frozen: boolean;
  /** Whether it still reads what is there now. */
  isCurrent(): boolean;
}

/** The only version that has been since 2016; it is Nix's own, so anything else is left alone. */
const SCHEMA = '10';
const COLUMNS = {
  ValidPaths: ['id', 'path', 'hash', 'registrationTime', 'deriver', 'narSize', 'ultimate', 'sigs'],
  Refs: ['referrer', 'reference'],
  DerivationOutputs: ['drv', 'id', 'path'],
};
const HEADER_BYTES = 20;
const MAGIC = 'SQLite format 3\0';
/** Where the header says how the file is written to, and what stands there when changes go to a log first. */
const WRITES_WITH = 18;
const LOG = 2;
/** Whoever writes holds it for as long only when something is wrong; the daemon answers in the meantime. */
const PATIENCE_MS = 100;

/**
 * Opens the database without being able to change it. Where Nix leaves the index of its changes lying (2.23 and newer) they
 * are seen; else the file alone is read, if there are none.
 */
export function openConnection({ state }: Pick<NixPlaces, 'state'>): StoreConnection | StoreRefusal {
  const file = `${state}/db/db.sqlite`;
  try {
    accessSync(file, constants.R_OK);
    const schema = readFileSync(`${state}/db/schema`, 'utf8').trim();
    if (schema !== SCHEMA) return refused('wrong-schema', `${state}/db/schema says ${schema.slice(0, 20)}`);
    const header = headerOf(file);
    if (header === 'strange') return refused('malformed', `${file} is no database`);
    return openShared(file, header === 'log') ?? openFrozen(file);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return refusal;
    throw error;
  }
}

/**
 * Undefined when it can only be read by who may write. Where the log of changes is not there, SQLite would make it, if we
 * are root.
 */
function openShared(file: string, keepsLog: boolean): StoreConnection | StoreRefusal | undefined {
  if (keepsLog && !(isThere(`${file}-shm`) && isThere(`${file}-wal`))) return undefined;
  const { ino } = statSync(file);
  try {
    return checked(open(file, 'mode=ro'), false, () => statSync(file).ino === ino);
  } catch (error) {
    if (refusalOf(error)?.why === 'unreadable') return undefined;
    throw error;
  }
}

function openFrozen(file: string): StoreConnection | StoreRefusal {
  const stamp = stampOf(file);
  if (stamp === undefined) return refused('unmerged-changes', `beside ${file} there are changes of its own`);
  return checked(open(file, 'immutable=1'), true, () => stampOf(file) === stamp);
}

function open(file: string, how: string): DatabaseSync {
  const url = pathToFileURL(file);
  url.search = how;
  return new DatabaseSync(url, { readOnly: true, timeout: PATIENCE_MS });
}

function checked(
  database: DatabaseSync,
  frozen: boolean,
  isCurrent: () => boolean,
): StoreConnection | StoreRefusal {
  using opened = new DisposableStack();
  opened.defer(() => database.close());
  for (const [table, columns] of Object.entries(COLUMNS)) {
    const found = database.prepare('select name from pragma_table_info(?)').all(table);
    const names = found.map(({ name }) => name);
    const lacking = columns.find((column) => !names.includes(column));
    if (lacking) return refused('wrong-schema', `table ${table} has no column ${lacking}`);
  }
  const closing = opened.move();
  return {
    database,
    frozen,
    isCurrent: () => orNot(isCurrent),
    [Symbol.dispose]: () => closing.dispose(),
  };
}

/** Says when the file was last written to; undefined while there is something that is not yet in it. */
function stampOf(file: string): string | undefined {
  const isOpen = ['-wal', '-journal'].some((end) => sizeOf(`${file}${end}`) > 0);
  if (isOpen) return undefined;
  const { ino, size, mtimeNs } = statSync(file, { bigint: true });
  return `${ino} ${size} ${mtimeNs}`;
}

/** Whether its changes go to a log first, or it is none at all. */
type Header = 'log' | 'no-log' | 'strange';

/** Files whose header was read, by device, inode and birth. */
const knownHeaders = new Map<string, Header>();

/**
 * Nix can be told to keep no log (`use-sqlite-wal`). The header is read before SQLite first opens the file and never again:
 * closing a handle of ours would let go of all locks that this process has on it, and Nix would take the log away from
 * under us.
 */
function headerOf(file: string): Header {
  const { dev, ino, birthtimeNs } = statSync(file, { bigint: true });
  const key = `${dev} ${ino} ${birthtimeNs}`;
  const known = knownHeaders.get(key);
  if (known !== undefined) return known;
  const handle = openSync(file, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    const bytes = readSync(handle, header, 0, HEADER_BYTES, 0);
    // An empty file is a database without tables.
    const isStrange = bytes > 0 && header.toString('latin1', 0, MAGIC.length) !== MAGIC;
    const found = isStrange ? 'strange' : header[WRITES_WITH] === LOG ? 'log' : 'no-log';
    // What is put right may be so in its place.
    if (found !== 'strange') knownHeaders.set(key, found);
    return found;
  } finally {
    closeSync(handle);
  }
}

/** What can no longer be looked at is no longer current. */
function orNot(look: () => boolean): boolean {
  try {
    return look();
  } catch {
    return false;
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}
