import { cpus, totalmem } from 'node:os';
import type { Answer } from '../../answer.ts';
import { diskSpace } from '../../store/disk-space.ts';
import type { LocalSystem } from './local-system.ts';
import { storeSizes } from './store-sizes.ts';

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

export async function diskUsage(system: LocalSystem, signal: AbortSignal): Promise<Answer> {
  return {
    type: 'disk-usage',
    ...diskSpace(system.places.store),
    ...(await storeSizes(system, signal)),
    generations: system.read().generations.length,
  };
}
