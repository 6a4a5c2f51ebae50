import { isAbort, NixError } from '#base/errors.ts';
import { parseStorePath, type StorePath } from '../../store-path.ts';
import type { LocalSystem } from './local-system.ts';

/** What nobody tells is left out. */
export interface StoreSizes {
  storeBytes?: number;
  deadBytes?: number;
}

type Store = Pick<LocalSystem, 'database' | 'daemon' | 'places'>;

/** Of all of the store and of its garbage: by the database, and where that cannot be read by the daemon, path by path. */
export async function storeSizes(system: Store, signal: AbortSignal): Promise<StoreSizes> {
  const { database, daemon, places } = system;
  const dead = await orNothing(() => daemon.deadPaths(signal), signal);
  const read = database.read((store) => ({
    storeBytes: store.size().bytes,
    ...(dead && { deadBytes: store.sizeOf(dead).bytes }),
  }));
  if (read.type === 'read') return read.value;
  const bytes = await orNothing(() => bytesByDaemon(system, signal), signal);
  if (!bytes) return {};
  const known = dead?.flatMap((path) => parseStorePath(path, places.store) ?? []);
  const sum = (paths: Iterable<StorePath>) =>
    [...paths].reduce((total, path) => total + (bytes.get(path) ?? 0), 0);
  return { storeBytes: sum(bytes.keys()), ...(known && { deadBytes: sum(known) }) };
}

/** What collecting garbage would free; undefined when nobody tells. */
export async function deadBytes(system: Store, signal: AbortSignal): Promise<number | undefined> {
  return (await orNothing(() => storeSizes(system, signal), signal))?.deadBytes;
}

async function orNothing<Value>(ask: () => Promise<Value>, signal: AbortSignal): Promise<Value | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof NixError && !isAbort(error, signal)) return undefined;
    throw error;
  }
}

/** Connections that are asked at the same time. */
const LANES = 4;

async function bytesByDaemon(
  { daemon }: Pick<Store, 'daemon'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<StorePath, number>> {
  const bytes = new Map<StorePath, number>();
  const left = (await daemon.allValidPaths(signal)).values();
  const lane = async () => {
    for (const path of left) bytes.set(path, (await daemon.pathInfo(path, signal))?.narBytes ?? 0);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return bytes;
}
