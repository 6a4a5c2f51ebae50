import type { StorePath } from '../store-path.ts';

/** What to build or fetch: outputs of a derivation, all of them by default; of any other path the path itself. */
export interface DerivedPath {
  path: StorePath;
  outputs?: readonly OutputName[];
}

/** `out`, `dev`, `man`. */
export type OutputName = string & { readonly [isOutputName]: true };

declare const isOutputName: unique symbol;

export function parseOutputName(text: string): OutputName | undefined {
  return /^[0-9A-Za-z+._?=-]{1,100}$/.test(text) ? (text as OutputName) : undefined;
}

/** `/nix/store/x.drv!*`, as the daemon wants it. */
export function derivedPathText({ path, outputs }: DerivedPath): string {
  if (!path.endsWith('.drv')) return path;
  return `${path}!${outputs?.join(',') ?? '*'}`;
}
