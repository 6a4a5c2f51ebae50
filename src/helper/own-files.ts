import { join } from 'node:path';
import type { OwnProgram } from './job.ts';
import { type Distrust, distrustOf } from './trust.ts';

const PARTS = ['package.json', 'bin', 'src', 'nix', 'node_modules/zod'];

/** What a helper of this folder runs and reads. */
export function helperFiles(home: string): string[] {
  return PARTS.map((part) => join(home, part));
}

/**
 * What of a helper somebody besides root could change: its program, the Node that runs it, its settings; undefined for
 * nothing.
 */
export function distrustedPart(
  { node, home }: Omit<OwnProgram, 'file'>,
  settingsFile?: string,
): Distrust | undefined {
  return distrustOf([...helperFiles(home), node, ...(settingsFile ? [settingsFile] : [])]);
}
