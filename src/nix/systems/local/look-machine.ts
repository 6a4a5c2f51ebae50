import { cpus, totalmem } from 'node:os';
import { isAbort, NixError } from '#base/errors.ts';
import type { Answer } from '../../answer.ts';
import { diskSpace } from '../../store/disk-space.ts';
import type { LocalSystem } from './local-system.ts';

export function systemInfo({ read, hostName }: LocalSystem): Answer {
  const { current } = read();
  return {
    type: 'system',
    nixosVersion: current.nixosVersion,
    kernel: current.kernel,
    hostName,
    generation: current.number,
    memoryBytes: totalmem(),
    processor: cpus()[0]?.model ?? 'unknown',
    packages: current.software.length,
  };
}

/** What collecting garbage would free; undefined when nobody tells. */
export async function deadBytes(
  { daemon, database }: LocalSystem,
  signal: AbortSignal,
): Promise<number | undefined> {
  try {
    const dead = await daemon.deadPaths(signal);
    const read = database.read((store) => store.sizeOf(dead).bytes);
    return read.type === 'read' ? read.value : undefined;
  } catch (error) {
    if (error instanceof NixError || isAbort(error, signal)) return undefined;
    throw error;
  }
}

export async function diskUsage(system: LocalSystem, signal: AbortSignal): Promise<Answer> {
  const { database, daemon, places, read } = system;
  const dead = await daemon.deadPaths(signal);
  const sizes = database.read((store) => ({ store: store.size().bytes, dead: store.sizeOf(dead).bytes }));
  if (sizes.type === 'refused')
    throw new NixError('bad-state', `The database of the store does not tell: ${sizes.detail}.`);
  return {
    type: 'disk-usage',
    ...diskSpace(places.store),
    storeBytes: sizes.value.store,
    deadBytes: sizes.value.dead,
    generations: read().generations.length,
  };
}
