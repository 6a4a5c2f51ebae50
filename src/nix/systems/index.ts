import type { Clock } from '#base/clock.ts';
import type { Catalogue } from '#catalogue/catalogue.ts';
import type { Nix, NixOptions } from '../nix.ts';
import type { Privileged } from '../privileged.ts';
import type { RehearsedWorld } from './rehearsed.ts';

export interface NixDependencies extends Catalogue {
  clock: Clock;
  /** Where a practice system lives unless its options name a folder. */
  directory: string;
  /** What a real system needs besides; absent where there is none. */
  local?: LocalDependencies;
  /** Absent: programs to try go to a temporary folder. */
  tries?: TryPlace;
}

export interface LocalDependencies {
  /** Of our own: what lasts, and what can be made again. */
  state: string;
  cache: string;
  /** Of the programs of Nix. */
  environment: Readonly<Record<string, string>>;
  /** Much will be asked: what costs reading is read ahead. */
  readsAhead?: boolean;
  /** Nothing is fetched, nor asked of those from whom it would be. */
  offline?: boolean;
  /** Who does what needs root; absent: nobody does. */
  privileged: Privileged | undefined;
}

export interface TryPlace {
  /** Its `bin` has the programs that are tried, of all processes. */
  folder: string;
  /** They stay when the process ends, until the next try. */
  keep: boolean;
}

const openers: {
  [Kind in NixOptions['kind']]: (
    options: Extract<NixOptions, { kind: Kind }>,
    dependencies: NixDependencies,
  ) => Promise<Nix>;
} = {
  practice: async (options, dependencies) =>
    (await import('./practice/practice-nix.ts')).practiceNix(options, dependencies),
  local: async (options, dependencies) =>
    (await import('./local/local-nix.ts')).localNix(options, dependencies),
};

/** Opens the system that `options` choose. Throws NixError when it cannot be used. */
export function openNix(options: NixOptions, dependencies: NixDependencies): Promise<Nix> {
  const open = openers[options.kind] as (options: NixOptions, dependencies: NixDependencies) => Promise<Nix>;
  return open(options, dependencies);
}

/** For rehearsals: a system on which everything is possible and nothing happens. */
export async function openRehearsedNix(
  world: () => RehearsedWorld,
  { packages, clock }: Pick<NixDependencies, 'packages' | 'clock'>,
): Promise<Nix> {
  return (await import('./rehearsed.ts')).rehearsedNix(world, packages, clock);
}
