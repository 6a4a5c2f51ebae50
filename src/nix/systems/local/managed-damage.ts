import type { ManagedRead } from '../../configuration/managed-file.ts';
import type { Failed } from './failed.ts';

/** Why nothing may be changed while our file is as it is; undefined when it is one that we understand. */
export function managedDamage(read: ManagedRead): Pick<Failed, 'code' | 'file' | 'line'> | undefined {
  if (read.type === 'managed') return undefined;
  const { file, line, isNewer } = read;
  if (isNewer) return { code: 'newer-file', file };
  return { code: 'broken-state', file, ...(line && { line }) };
}
