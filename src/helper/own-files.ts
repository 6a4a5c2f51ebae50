import { join } from 'node:path';
import type { OwnProgram } from './job.ts';

const PARTS = ['package.json', 'bin', 'src', 'nix', 'node_modules/zod'];

/** Files and folders that a helper runs and reads: who can write one of them is root. */
export function helperFiles({ node, home, settingsFile }: OwnProgram): string[] {
  return [...PARTS.map((part) => join(home, part)), node, ...(settingsFile ? [settingsFile] : [])];
}
