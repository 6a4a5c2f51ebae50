import type { Package } from '#catalogue/package.ts';
import type { Generation } from './generation.ts';
import type { RebuildAction, Request } from './request.ts';

/** How far a running plan is. */
export interface Progress {
  type: 'progress';
  phase: 'evaluating' | 'downloading' | 'building' | 'activating' | 'deleting';
  /** Steps or bytes; `done` never exceeds `total`. */
  done: number;
  total: number;
  /** What it is at, as an attribute. */
  current?: string;
  /** Milliseconds still to go, estimated. */
  remainingMs: number;
}

export type FailureCode =
  | 'no-space'
  | 'no-network'
  | 'build-failed'
  | 'busy'
  | 'stale-plan'
  | 'broken-state'
  | 'unwritable';

/** All that Nix can tell us. */
export type Answer =
  /** A change was carried out and checked afterwards. */
  | {
      type: 'done';
      requests: readonly Request[];
      generation?: number;
      previous?: number;
      freedBytes?: number;
    }
  | { type: 'tried'; package: Package; folder: string }
  | { type: 'built'; action: RebuildAction; adds: readonly string[]; removes: readonly string[] }
  | { type: 'found'; query: string; packages: readonly Package[] }
  | { type: 'info'; package: Package; installed: boolean }
  | { type: 'installed'; packages: readonly Package[] }
  | { type: 'generations'; generations: readonly Generation[] }
  | {
      type: 'system';
      nixosVersion: string;
      kernel: string;
      hostName: string;
      generation: number;
      memoryBytes: number;
      processor: string;
      packages: number;
    }
  | {
      type: 'nothing-to-do';
      why:
        | 'already-installed'
        | 'not-installed'
        | 'already-current'
        | 'no-older-generation'
        | 'nothing-to-undo'
        | 'up-to-date'
        | 'no-garbage';
      subject?: string;
    }
  | { type: 'no-such-package'; attribute: string; near: readonly string[] }
  | { type: 'no-such-generation'; number: number; first: number; last: number }
  | { type: 'failed'; code: FailureCode; subject?: string; restored: boolean }
  | { type: 'cancelled'; restored: boolean };
