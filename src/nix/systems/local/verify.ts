import type { Answer } from '../../answer.ts';
import type { OnRecord } from '../../daemon/connection.ts';
import { verified } from '../../daemon/verified.ts';
import { nameOfPath } from '../../store/path-name.ts';
import type { LocalSystem } from './local-system.ts';

/** Reads the whole store and mends nothing. */
export async function verifyStore(
  { daemon, places, database }: LocalSystem,
  tell: OnRecord,
  signal: AbortSignal,
): Promise<Answer> {
  const damaged = await verified(daemon, places.store, false, signal, tell);
  const read = database.read((store) => store.size().paths);
  const paths = read.type === 'read' ? read.value : (await daemon.allValidPaths(signal)).length;
  return { type: 'verified', paths, damaged: [...damaged].map(nameOfPath) };
}
