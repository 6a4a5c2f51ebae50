import type { DatabaseSync } from 'node:sqlite';
import type { NixPlaces } from '../places.ts';
import { openConnection, type StoreConnection } from './open-connection.ts';
import { rowsOf } from './rows.ts';
import { type StoreQueries, storeQueries } from './store-queries.ts';
import { databaseRefusal, refused, type StoreRefusal } from './store-refusal.ts';

/** The store's database, read without a fork and without ever writing. Opened when first asked, and again when replaced. */
export interface StoreDatabase extends Disposable {
  /**
   * What `work` finds in the store at one moment. Equal versions mean that nothing was written in between: what was found
   * may be kept for as long. What `work` throws is thrown.
   */
  read<Value>(work: (store: StoreQueries) => Value): StoreRead<Value> | StoreRefusal;
}

interface StoreRead<Value> {
  type: 'read';
  value: Value;
  version: string;
}

interface Opened extends Disposable {
  connection: StoreConnection;
  /** Of this state of the database; another has other ids and references. */
  queriesAt(version: string): StoreQueries;
  version(): string;
}

/** A frozen look is taken again if the store was written to meanwhile; after so many, it is busy. */
const LOOKS = 3;

export function storeDatabase(places: Pick<NixPlaces, 'state'>): StoreDatabase {
  let opened: Opened | undefined;
  let openings = 0;
  const close = () => {
    opened?.[Symbol.dispose]();
    opened = undefined;
  };

  const current = (): Opened | StoreRefusal => {
    if (opened && !opened.connection.isCurrent()) close();
    if (opened) return opened;
    const connection = openConnection(places);
    if ('why' in connection) return connection;
    openings += 1;
    opened = openedAs(connection, openings);
    return opened;
  };

  return {
    read<Value>(work: (store: StoreQueries) => Value) {
      for (let look = 0; look < LOOKS; look++) {
        const found = current();
        if ('why' in found) return found;
        const outcome = readOnce(found, work);
        if (found.connection.frozen && !found.connection.isCurrent()) continue;
        if (outcome.type === 'refused') close();
        return outcome;
      }
      return refused('busy', 'the database is written to again and again');
    },
    [Symbol.dispose]: close,
  };
}

function openedAs(connection: StoreConnection, opening: number): Opened {
  const rows = rowsOf(connection.database);
  let kept: { version: string; queries: StoreQueries } | undefined;
  return {
    connection,
    version: () => `${opening}.${rows<[number]>('pragma data_version')[0]?.[0]}`,
    queriesAt(version) {
      if (kept?.version !== version) kept = { version, queries: storeQueries(rows) };
      return kept.queries;
    },
    [Symbol.dispose]: () => connection[Symbol.dispose](),
  };
}

function readOnce<Value>(
  { connection: { database }, version, queriesAt }: Opened,
  work: (store: StoreQueries) => Value,
): StoreRead<Value> | StoreRefusal {
  try {
    database.exec('begin');
    const now = version();
    const value = work(queriesAt(now));
    database.exec('commit');
    return { type: 'read', value, version: now };
  } catch (error) {
    rollBack(database);
    const refusal = databaseRefusal(error);
    if (refusal) return refusal;
    throw error;
  }
}

function rollBack(database: DatabaseSync): void {
  try {
    if (database.isTransaction) database.exec('rollback');
  } catch {
    // What is malformed cannot even be let go: it is closed.
  }
}
