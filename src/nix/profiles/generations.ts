import type { Generation } from '../generation.ts';
import type { ToplevelFacts } from './toplevel-facts.ts';

/** A generation of the system profile, as its link and its toplevel tell. */
export interface SystemGeneration extends ToplevelFacts, Omit<Generation, 'packages' | keyof ToplevelFacts> {
  /** Store path of its toplevel. */
  toplevel: string;
  /** It is what runs now, or one of its specialisations is. */
  active: boolean;
  booted: boolean;
}

/** A link of the profile that leads to no system. */
export interface DamagedGeneration {
  /** Of the link; of the folder where that cannot be read. */
  name: string;
  number?: number;
  why: Damage;
  /** The profile points to it. */
  current: boolean;
}

export type Damage =
  | 'not-numbered'
  | 'not-a-link'
  /** It leads out of the store, or into the middle of a store path. */
  | 'outside'
  /** What it leads to is not there. */
  | 'missing'
  /** What it leads to is no NixOS. */
  | 'no-system'
  | 'unreadable';

export interface Generations {
  /** Newest first. */
  generations: readonly SystemGeneration[];
  damaged: readonly DamagedGeneration[];
  /** What the profile points to, there or not. */
  current?: number;
  /** Store path of what runs, and of what was booted. */
  active?: string;
  booted?: string;
}
