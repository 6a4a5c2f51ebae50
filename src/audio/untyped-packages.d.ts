/** The parts we use of packages that bring no types. */

declare module '@echogarden/fvad-wasm' {
  interface Fvad {
    readonly HEAP16: Int16Array;
    _malloc(bytes: number): number;
    _fvad_new(): number;
    _fvad_free(handle: number): void;
    _fvad_reset(handle: number): void;
    /** 0 (eager to hear speech) to 3 (hard to convince). */
    _fvad_set_mode(handle: number, mode: number): number;
    _fvad_set_sample_rate(handle: number, hertz: number): number;
    /** 1 speech, 0 none, -1 wrong frame length. */
    _fvad_process(handle: number, frame: number, samples: number): number;
  }
  // biome-ignore lint/style/noDefaultExport: the package has no other
  export default function load(): Promise<Fvad>;
}

declare module 'node-record-lpcm16' {
  import type { ChildProcess } from 'node:child_process';
  import type { Readable } from 'node:stream';

  interface Recording {
    readonly process: ChildProcess;
    stream(): Readable;
  }
  const recorders: { record(options: Record<string, unknown>): Recording };
  // biome-ignore lint/style/noDefaultExport: the names of a CommonJS package cannot be imported
  export default recorders;
}
