import type { StorePath } from '../store-path.ts';
import type { BuildMode } from './build.ts';
import type { BuildResult } from './build-result.ts';
import type { OnRecord } from './connection.ts';
import type { DerivedPath } from './derived-path.ts';
import type { Collected } from './garbage.ts';
import type { Greeting } from './handshake.ts';
import type { Missing } from './missing.ts';
import type { PathInfo } from './path-queries.ts';
import type { Root } from './roots.ts';

/**
 * The Nix daemon. Queries are asked again when the connection is lost; work is not, once it was asked for. Each rejects
 * with the reason of its signal, with `DaemonError` when the daemon says that it failed, else with a `NixError`:
 * `no-daemon`, `refused`, `daemon-gone`, `no-answer` or `protocol`.
 */
export interface Daemon extends AsyncDisposable {
  /** What it says of itself. */
  greeting(signal: AbortSignal): Promise<Greeting>;

  isValidPath(path: StorePath, signal: AbortSignal): Promise<boolean>;
  /** Undefined for a path that is not valid. */
  pathInfo(path: StorePath, signal: AbortSignal): Promise<PathInfo | undefined>;
  referrers(path: StorePath, signal: AbortSignal): Promise<StorePath[]>;
  validDerivers(path: StorePath, signal: AbortSignal): Promise<StorePath[]>;
  allValidPaths(signal: AbortSignal): Promise<StorePath[]>;
  /** Those of `paths` that are valid. */
  validPaths(paths: readonly StorePath[], signal: AbortSignal): Promise<StorePath[]>;
  /** Those of `paths` that a substituter has. Goes online. */
  substitutablePaths(paths: readonly StorePath[], signal: AbortSignal): Promise<StorePath[]>;
  /** By the 32 letters in front of the name. */
  pathFromHashPart(hashPart: string, signal: AbortSignal): Promise<StorePath | undefined>;
  /** What would have to be built and fetched. May go online. */
  missing(wanted: readonly DerivedPath[], signal: AbortSignal): Promise<Missing>;
  /** Paths by output name; undefined for one that is known only when it is built. */
  derivationOutputs(
    derivation: StorePath,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, StorePath | undefined>>;
  roots(signal: AbortSignal): Promise<Root[]>;

  /** How each ended; a failed build is a result. Aborting kills the builders. Needs Nix 2.8. */
  build(
    wanted: readonly DerivedPath[],
    signal: AbortSignal,
    options?: WorkOptions & { mode?: BuildMode },
  ): Promise<ReadonlyMap<StorePath, BuildResult>>;
  /** A failed build is a `DaemonError`. */
  buildOrThrow(
    wanted: readonly DerivedPath[],
    signal: AbortSignal,
    options?: WorkOptions & { mode?: BuildMode },
  ): Promise<void>;
  /** Makes `path` valid, by a substituter if it has to be. */
  ensurePath(path: StorePath, signal: AbortSignal, options?: WorkOptions): Promise<void>;

  /** Keeps `paths` from being collected as garbage until it is disposed, or the daemon restarts. */
  holdPaths(paths: readonly StorePath[], signal: AbortSignal): Promise<Disposable>;
  /** Registers the link at the absolute path `link` as a root for as long as it is there. */
  addIndirectRoot(link: string, signal: AbortSignal): Promise<void>;

  livePaths(signal: AbortSignal): Promise<readonly string[]>;
  deadPaths(signal: AbortSignal): Promise<readonly string[]>;
  /** Deletes what nothing refers to, until `maxFreedBytes` or more are freed. Cannot be undone. */
  deleteDeadPaths(
    signal: AbortSignal,
    options?: WorkOptions & { maxFreedBytes?: number },
  ): Promise<Collected>;
  /** Deletes these and what refers to them, of which nothing may be needed. Cannot be undone. */
  deletePaths(paths: readonly StorePath[], signal: AbortSignal, options?: WorkOptions): Promise<Collected>;
  optimise(signal: AbortSignal, options?: WorkOptions): Promise<void>;
  /** True when errors remain; which ones is told as lines. `repair` needs a trusted user. */
  verify(
    checks: { contents: boolean; repair: boolean },
    signal: AbortSignal,
    options?: WorkOptions,
  ): Promise<boolean>;
}

interface WorkOptions {
  /** What the daemon tells meanwhile. */
  onRecord?: OnRecord;
}
