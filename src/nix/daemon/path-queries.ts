import type { StorePath } from '../store-path.ts';
import type { Operation } from './operation.ts';

/** What the store knows of a path. */
export interface PathInfo {
  deriver: StorePath | undefined;
  /** SHA-256 of the archive, 64 hex digits. */
  narHash: string;
  references: readonly StorePath[];
  /** Milliseconds since 1970, in whole seconds. */
  registeredAt: number;
  narBytes: number;
  /** It was built here, not fetched. */
  ultimate: boolean;
  signatures: readonly string[];
  /** How its name follows from its content; '' when it does not. */
  contentAddress: string;
}

export function isValidPath(path: StorePath): Operation<boolean> {
  return {
    name: 'IsValidPath',
    number: 1,
    kind: 'query',
    write: (writer) => void writer.string(path),
    read: (reader) => reader.bool(),
  };
}

/** Undefined for a path that is not valid. */
export function queryPathInfo(path: StorePath): Operation<PathInfo | undefined> {
  return {
    name: 'QueryPathInfo',
    number: 26,
    kind: 'query',
    write: (writer) => void writer.string(path),
    async read(reader) {
      if (!(await reader.bool())) return undefined;
      return {
        deriver: await reader.storePathOrNone(),
        narHash: await reader.string(),
        references: await reader.storePaths(),
        registeredAt: (await reader.number()) * 1000,
        narBytes: await reader.number(),
        ultimate: await reader.bool(),
        signatures: await reader.strings(),
        contentAddress: await reader.string(),
      };
    },
  };
}

export function queryReferrers(path: StorePath): Operation<StorePath[]> {
  return pathsOf('QueryReferrers', 6, path);
}

export function queryValidDerivers(path: StorePath): Operation<StorePath[]> {
  return pathsOf('QueryValidDerivers', 33, path);
}

export function queryAllValidPaths(): Operation<StorePath[]> {
  return {
    name: 'QueryAllValidPaths',
    number: 23,
    kind: 'query',
    read: (reader) => reader.storePaths(),
  };
}

/** Those of `paths` that are valid. Nothing is fetched. */
export function queryValidPaths(paths: readonly StorePath[]): Operation<StorePath[]> {
  return {
    name: 'QueryValidPaths',
    number: 31,
    kind: 'query',
    write: (writer) => void writer.strings(paths).bool(false),
    read: (reader) => reader.storePaths(),
  };
}

/** Those of `paths` that a substituter has: the daemon asks over the network. */
export function querySubstitutablePaths(paths: readonly StorePath[]): Operation<StorePath[]> {
  return {
    name: 'QuerySubstitutablePaths',
    number: 32,
    kind: 'query',
    write: (writer) => void writer.strings(paths),
    read: (reader) => reader.storePaths(),
  };
}

/** @param hashPart 32 letters, checked. */
export function queryPathFromHashPart(hashPart: string): Operation<StorePath | undefined> {
  return {
    name: 'QueryPathFromHashPart',
    number: 29,
    kind: 'query',
    write: (writer) => void writer.string(hashPart),
    read: (reader) => reader.storePathOrNone(),
  };
}

/** Undefined for an output whose path is known only when it is built. */
export function queryDerivationOutputMap(
  derivation: StorePath,
): Operation<Map<string, StorePath | undefined>> {
  return {
    name: 'QueryDerivationOutputMap',
    number: 41,
    kind: 'query',
    write: (writer) => void writer.string(derivation),
    async read(reader) {
      const outputs = new Map<string, StorePath | undefined>();
      for (let left = await reader.count(); left > 0; left--)
        outputs.set(await reader.string(), await reader.storePathOrNone());
      return outputs;
    },
  };
}

function pathsOf(name: string, number: number, path: StorePath): Operation<StorePath[]> {
  return {
    name,
    number,
    kind: 'query',
    write: (writer) => void writer.string(path),
    read: (reader) => reader.storePaths(),
  };
}
