import { isAbsolute } from 'node:path';
import { type Clock, systemClock } from '#base/clock.ts';
import { InternalError } from '#base/errors.ts';
import { isHashPart } from '../store-path.ts';
import { buildPaths, buildPathsWithResults, ensurePath } from './build.ts';
import type { OnRecord, QuietLimits } from './connection.ts';
import type { Daemon } from './daemon.ts';
import { collectGarbage } from './garbage.ts';
import { MOST_QUERIES_AT_ONCE } from './limits.ts';
import { queryMissing } from './missing.ts';
import type { Operation } from './operation.ts';
import {
  isValidPath,
  queryAllValidPaths,
  queryDerivationOutputMap,
  queryPathFromHashPart,
  queryPathInfo,
  queryReferrers,
  querySubstitutablePaths,
  queryValidDerivers,
  queryValidPaths,
} from './path-queries.ts';
import { reachDaemon } from './reach.ts';
import { addIndirectRoot, addTempRoot, findRoots } from './roots.ts';
import type { DaemonSettings } from './settings.ts';
import { Slots } from './slots.ts';
import { optimiseStore, verifyStore } from './upkeep.ts';

export interface DaemonOptions {
  /** Path of its Unix socket. */
  socket: string;
  storeDir: string;
  /** As in the daemon's own nix.conf by default. */
  settings?: DaemonSettings;
  clock?: Clock;
  quiet?: QuietLimits;
  /** How long a connection that nobody uses is kept, in milliseconds. */
  keptMs?: number;
}

/** Connects when it is first asked, and keeps a few connections. */
export function openDaemon(options: DaemonOptions): Daemon {
  const reach = reachDaemon({ ...options, clock: options.clock ?? systemClock });
  const slots = new Slots(MOST_QUERIES_AT_ONCE);

  async function query<Reply>(operation: Operation<Reply>, signal: AbortSignal): Promise<Reply> {
    using _slot = await slots.take(signal);
    return await reach.persistently((connection) => connection.ask(operation, signal), signal);
  }

  async function work<Reply>(
    operation: Operation<Reply>,
    signal: AbortSignal,
    options?: { onRecord?: OnRecord },
  ): Promise<Reply> {
    using own = await reach.ownConnection(signal);
    return await own.connection.ask(operation, signal, options?.onRecord);
  }

  return {
    greeting: (signal) => reach.persistently(async ({ greeting }) => greeting, signal),

    isValidPath: (path, signal) => query(isValidPath(path), signal),
    pathInfo: (path, signal) => query(queryPathInfo(path), signal),
    referrers: (path, signal) => query(queryReferrers(path), signal),
    validDerivers: (path, signal) => query(queryValidDerivers(path), signal),
    allValidPaths: (signal) => query(queryAllValidPaths(), signal),
    validPaths: (paths, signal) => query(queryValidPaths(paths), signal),
    substitutablePaths: (paths, signal) => query(querySubstitutablePaths(paths), signal),
    async pathFromHashPart(hashPart, signal) {
      return isHashPart(hashPart) ? await query(queryPathFromHashPart(hashPart), signal) : undefined;
    },
    missing: (wanted, signal) => query(queryMissing(wanted), signal),
    derivationOutputs: (derivation, signal) => query(queryDerivationOutputMap(derivation), signal),
    roots: (signal) => query(findRoots(), signal),

    build: (wanted, signal, options) =>
      work(buildPathsWithResults(wanted, options?.mode ?? 'normal'), signal, options),
    buildOrThrow: (wanted, signal, options) =>
      work(buildPaths(wanted, options?.mode ?? 'normal'), signal, options),
    ensurePath: (path, signal, options) => work(ensurePath(path), signal, options),

    async holdPaths(paths, signal) {
      const own = await reach.ownConnection(signal);
      try {
        for (const path of paths) await own.connection.ask(addTempRoot(path), signal);
      } catch (error) {
        own[Symbol.dispose]();
        throw error;
      }
      own.connection.rest(0);
      return own;
    },
    async addIndirectRoot(link, signal) {
      if (!isAbsolute(link)) throw new InternalError(`a root has to be an absolute path, not ${link}`);
      await work(addIndirectRoot(link), signal);
    },

    livePaths: async (signal) => (await work(collectGarbage('return-live', undefined), signal)).paths,
    deadPaths: async (signal) => (await work(collectGarbage('return-dead', undefined), signal)).paths,
    deleteDeadPaths: (signal, options) =>
      work(collectGarbage('delete-dead', options?.maxFreedBytes), signal, options),
    deletePaths: (paths, signal, options) =>
      work(collectGarbage('delete-these', undefined, paths), signal, options),
    optimise: (signal, options) => work(optimiseStore(), signal, options),
    verify: ({ contents, repair }, signal, options) => work(verifyStore(contents, repair), signal, options),

    async [Symbol.asyncDispose]() {
      reach[Symbol.dispose]();
    },
  };
}
