import { type ReferenceGraph, referenceGraph } from './reference-graph.ts';
import type { Rows } from './rows.ts';

/** What Nix has registered of a valid path. */
export interface PathInfo {
  path: string;
  /** `sha256:` and hexadecimal digits. */
  hash: string;
  bytes: number;
  /** Seconds since 1970. */
  registeredAt: number;
  deriver?: string;
  /** Built here. */
  ultimate: boolean;
  signatures: readonly string[];
}

interface SizedPath {
  path: string;
  bytes: number;
}

/** Questions to the store, all of one moment. Lists are empty for a path that is not valid. */
export interface StoreQueries {
  isValid(path: string): boolean;
  info(path: string): PathInfo | undefined;
  /** With itself, where it refers to itself. */
  references(path: string): string[];
  referrers(path: string): string[];
  /** Derivations among whose outputs it is. */
  derivers(path: string): string[];
  closure(path: string): SizedPath[];
  closureSize(path: string): StoreSize;
  /** Of the whole store. */
  size(): StoreSize;
  /** Of those of `paths` that are valid. */
  sizeOf(paths: readonly string[]): StoreSize;
  /** Ids of rows, for working with whole closures; a path that is not valid has none. */
  ids(paths: readonly string[]): number[];
  reach: ReferenceGraph['reach'];
  paths(ids: Iterable<number>): SizedPath[];
  /** Bytes by id. */
  sizes(ids: Iterable<number>): Map<number, number>;
}

interface StoreSize {
  paths: number;
  bytes: number;
}

const INFO =
  'select path, hash, narSize, registrationTime, deriver, ultimate, sigs from ValidPaths where path = ?';
const REFERENCES = `select to_.path from ValidPaths from_ join Refs on referrer = from_.id
  join ValidPaths to_ on to_.id = reference where from_.path = ? order by to_.path`;
const REFERRERS = `select from_.path from ValidPaths to_ join Refs on reference = to_.id
  join ValidPaths from_ on from_.id = referrer where to_.path = ? order by from_.path`;
const DERIVERS = `select distinct ValidPaths.path from DerivationOutputs join ValidPaths on ValidPaths.id = drv
  where DerivationOutputs.path = ? order by ValidPaths.path`;
const CLOSURE_SIZE = `with recursive closure(id) as (
    select id from ValidPaths where path = ?
    union select reference from Refs join closure on referrer = closure.id
  ) select count(*), coalesce(sum(narSize), 0) from ValidPaths where id in closure`;
const SIZE = 'select count(*), coalesce(sum(narSize), 0) from ValidPaths';
const SIZE_OF = `${SIZE} where path in (select value from json_each(?))`;
const IDS = 'select id from ValidPaths where path in (select value from json_each(?))';
const PATHS =
  'select path, coalesce(narSize, 0) from ValidPaths where id in (select value from json_each(?))';
const SIZES = 'select id, coalesce(narSize, 0) from ValidPaths where id in (select value from json_each(?))';

export function storeQueries(rows: Rows): StoreQueries {
  const graph = referenceGraph(rows);
  const pathsIn = (sql: string, path: string) => rows<[string]>(sql, path).map(([found]) => found);
  const sizeIn = (sql: string, ...values: string[]): StoreSize => {
    const [paths = 0, bytes = 0] = rows<[number, number]>(sql, ...values)[0] ?? [];
    return { paths, bytes };
  };
  const ids = (paths: readonly string[]) => rows<[number]>(IDS, JSON.stringify(paths)).map(([id]) => id);
  const paths = (wanted: Iterable<number>) =>
    rows<[string, number]>(PATHS, JSON.stringify([...wanted])).map(([path, bytes]) => ({ path, bytes }));

  return {
    isValid: (path) => rows('select 1 from ValidPaths where path = ?', path).length > 0,
    info(path) {
      const [row] = rows<InfoRow>(INFO, path);
      return row && infoOf(row);
    },
    references: (path) => pathsIn(REFERENCES, path),
    referrers: (path) => pathsIn(REFERRERS, path),
    derivers: (path) => pathsIn(DERIVERS, path),
    closure: (path) => paths(graph.reach(ids([path]))),
    closureSize: (path) => sizeIn(CLOSURE_SIZE, path),
    size: () => sizeIn(SIZE),
    sizeOf: (wanted) => sizeIn(SIZE_OF, JSON.stringify(wanted)),
    ids,
    reach: graph.reach,
    paths,
    sizes: (wanted) => new Map(rows<[number, number]>(SIZES, JSON.stringify([...wanted]))),
  };
}

type InfoRow = [string, string, number | null, number, string | null, number | null, string | null];

function infoOf([path, hash, bytes, registeredAt, deriver, ultimate, signatures]: InfoRow): PathInfo {
  return {
    path,
    hash,
    bytes: bytes ?? 0,
    registeredAt,
    ...(deriver && { deriver }),
    ultimate: ultimate === 1,
    signatures: signatures ? signatures.split(' ') : [],
  };
}
