import type { StorePath } from '../store-path.ts';
import { type DerivedPath, derivedPathText } from './derived-path.ts';
import type { Operation } from './operation.ts';

/** What it takes to have what is wanted. */
export interface Missing {
  /** Derivations. */
  willBuild: readonly StorePath[];
  willSubstitute: readonly StorePath[];
  /** Neither can be done, as far as is known now. */
  unknown: readonly StorePath[];
  downloadBytes: number;
  /** On disk, of what is substituted. */
  narBytes: number;
}

/** The daemon may ask substituters over the network. */
export function queryMissing(wanted: readonly DerivedPath[]): Operation<Missing> {
  return {
    name: 'QueryMissing',
    number: 40,
    kind: 'query',
    write: (writer) => void writer.strings(wanted.map(derivedPathText)),
    read: async (reader) => ({
      willBuild: await reader.storePaths(),
      willSubstitute: await reader.storePaths(),
      unknown: await reader.storePaths(),
      downloadBytes: await reader.number(),
      narBytes: await reader.number(),
    }),
  };
}
