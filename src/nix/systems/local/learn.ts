import { packageOfPath } from '../../rebuild/derivation-name.ts';
import type { ProgressState } from '../../rebuild/progress-state.ts';
import type { LocalSystem } from './local-system.ts';

/** Keeps how long things took, for the next estimate. */
export function learn({ built, downloadingMs, counted }: ProgressState, { experience }: LocalSystem): void {
  for (const { path, ms } of built) experience.addBuild(packageOfPath(path), ms);
  const bytes = counted.get('file-transfer') ?? 0;
  if (bytes > 0 && downloadingMs > 0) experience.addDownload(bytes, downloadingMs);
}
