import { packageOfPath } from './derivation-name.ts';
import { makespanMs } from './schedule.ts';
import { usualMs } from './usual-duration.ts';

/** What has been learned of this machine. */
export interface Experience {
  /** Milliseconds that building a package took as a rule; undefined: it was never built. */
  buildMs(name: string): number | undefined;
  /** Undefined: nothing was ever downloaded. */
  bytesPerSecond: number | undefined;
}

/** What is to be done. */
export interface Work {
  /** Derivation → the derivations that it is built from. */
  builds: ReadonlyMap<string, readonly string[]>;
  downloadBytes: number;
  /** Builds at a time. */
  jobs: number;
  /** Milliseconds of what comes after: making it a generation, activating it. */
  afterMs: number;
}

export interface Estimate {
  ms: number;
  /** Nearly all of it was seen before. */
  sure: boolean;
  downloadMs: number;
  downloadBytes: number;
  /** Derivation → milliseconds. */
  buildMs: ReadonlyMap<string, number>;
  afterMs: number;
}

const USUAL_BYTES_PER_SECOND = 3_000_000;
const SURE_SHARE = 0.8;

/**
 * How long `work` takes: downloads, then builds as they wait for each other. Downloads and builds overlap in truth, so that
 * it is rather too much than too little.
 */
export function estimateWork({ builds, downloadBytes, jobs, afterMs }: Work, known: Experience): Estimate {
  const learned = new Map([...builds.keys()].map((path) => [path, known.buildMs(packageOfPath(path))]));
  const msOf = (path: string) => learned.get(path) ?? usualMs(packageOfPath(path));
  const buildMs = new Map([...builds.keys()].map((path) => [path, msOf(path)]));
  const steps = new Map([...builds].map(([path, needs]) => [path, { ms: msOf(path), needs }]));
  const rate = known.bytesPerSecond ?? USUAL_BYTES_PER_SECOND;
  const downloadMs = Math.round((1000 * downloadBytes) / rate);
  const allMs = downloadMs + sum(buildMs.values());
  const unseenMs =
    (known.bytesPerSecond === undefined ? downloadMs : 0) +
    sum([...buildMs].filter(([path]) => learned.get(path) === undefined).map(([, ms]) => ms));
  return {
    ms: downloadMs + makespanMs(steps, jobs) + afterMs,
    sure: unseenMs <= allMs * (1 - SURE_SHARE),
    downloadMs,
    downloadBytes,
    buildMs,
    afterMs,
  };
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0);
}
