import type { ActivityKind } from '../activity.ts';
import type { Progress } from '../answer.ts';
import type { Estimate } from './estimate.ts';

/** Something that Nix is at. */
export interface Running {
  kind: ActivityKind;
  /** Derivation or store path; '' where there is none. */
  path: string;
  since: number;
}

/** How far something is that counts, in what it counts: builds, bytes, paths. */
interface Count {
  kind: ActivityKind;
  done: number;
  expected: number;
}

/** What activities told so far, folded. */
export interface ProgressState {
  startedAt: number;
  /** While nothing runs, it is still at what it was. */
  base: Progress['phase'];
  running: ReadonlyMap<bigint, Running>;
  counts: ReadonlyMap<bigint, Count>;
  /** Counted by activities that are over, by kind. */
  counted: ReadonlyMap<ActivityKind, number>;
  /** How much of a kind there will be, as activities foretold it: the last word of each. */
  foretold: ReadonlyMap<ActivityKind, number>;
  /** Builds that ended, with their durations. Those of a run that went well are worth to be learned from. */
  built: readonly { path: string; ms: number }[];
  /** Milliseconds in which something was being downloaded. */
  downloadingMs: number;
  /** Lines that tell of one more store path deleted or checked. */
  paths: number;
  at: number;
  progress: Progress;
}

/** What is to be expected, and of deleting and checking how many store paths there are. */
export interface Expected extends Estimate {
  paths?: number;
}
