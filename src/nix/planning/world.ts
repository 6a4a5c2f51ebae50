import type { Package } from '#catalogue/package.ts';
import type { SettingsIndex } from '#catalogue/settings-index.ts';
import type { Answer } from '../answer.ts';
import type { Generation } from '../generation.ts';
import type { ManagedValue } from '../managed-config.ts';
import type { Change } from './change.ts';
import type { Units } from './units.ts';

/** What is installed in a generation. */
export type Software = readonly { attribute: string; version: string; path: string }[];

/** Services that are enabled, by unit, and options that are set. */
export interface SystemSettings {
  services: readonly string[];
  options: Readonly<Record<string, ManagedValue>>;
}

/** A generation with what planning needs of it. */
export interface SystemGeneration extends Generation {
  /** Name or path of its toplevel in the store. */
  toplevel: string;
  software: Software;
  /** Read when asked. Throws NixError bad-state. */
  settings: () => SystemSettings;
}

/** What the configuration says is to be. */
export interface Configured extends SystemSettings {
  packages: readonly string[];
  /** Of the inputs (nixpkgs), ever higher with each update. */
  revision: number;
}

/**
 * A change that can still be undone: it went from one generation to another, or to the same when only services were
 * started or stopped. `units`: how those were before. `own`: what came to an own profile and went from it, and nothing else.
 * `tried`: it had a system run that is no generation.
 */
export interface Undoable {
  from: number;
  to: number;
  units?: Readonly<Record<string, 'running' | 'stopped'>> | undefined;
  own?: { adds: readonly string[]; removes: readonly string[] } | undefined;
  tried?: true | undefined;
}

/** The packages in the own profile of who asks; or why nothing can be changed there. */
type OwnPackages = { type: 'packages'; attributes: ReadonlySet<string> } | { type: 'answer'; answer: Answer };

export interface Garbage {
  name: string;
  bytes: number;
}

/** What requests are planned against: all that is known of the system at one moment. */
export interface World {
  now: number;
  /** Newest first. */
  generations: readonly SystemGeneration[];
  current: SystemGeneration;
  /** Generations that the machine was started from. */
  booted: ReadonlySet<number>;
  /** Generations that stay to be gone back to, whatever is deleted. */
  newest: ReadonlySet<number>;
  config: Configured;
  own: OwnPackages;
  /** The profile is known to have what the configuration says. */
  isApplied(): boolean;
  /** Oldest first. */
  undo: readonly Undoable[];
  /** Services that the running system enables, and how they are when that is something else. */
  enabled: ReadonlySet<string>;
  units: Units;
  newestRevision: number;
  /** The revision of the inputs that a generation was made from. */
  revisionOf(generation: SystemGeneration): number;
  byAttribute(attribute: string): Package | undefined;
  settings: SettingsIndex;
  /** Names that a wrong one may have meant: attributes, units, option paths. */
  near: Record<'package' | 'service' | 'option', (name: string) => readonly string[]>;
  /** What nothing in the store needs, when the generations `gone` are gone and `change` is made. */
  garbage(gone?: ReadonlySet<number>, change?: Pick<Change, 'packages' | 'revision'>): readonly Garbage[];
}
