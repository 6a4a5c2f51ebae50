import type { Clock } from '#base/clock.ts';
import type { Catalogue } from '#catalogue/catalogue.ts';
import type { Nix, NixOptions } from '../nix.ts';
import type { RehearsedWorld } from './rehearsed.ts';

export interface NixDependencies extends Catalogue {
  clock: Clock;
  /** Where a practice system lives unless its options name a folder. */
  directory: string;
  /** Absent: programs to try go to a temporary folder. */
  tries?: TryPlace;
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
};

/** Opens the system that `options` choose. Throws NixError when it cannot be used. */
export function openNix(options: NixOptions, dependencies: NixDependencies): Promise<Nix> {
  return openers[options.kind](options, dependencies);
}

/** For rehearsals: a system on which everything is possible and nothing happens. */
export async function openRehearsedNix(
  world: () => RehearsedWorld,
  { packages, clock }: Pick<NixDependencies, 'packages' | 'clock'>,
): Promise<Nix> {
  return (await import('./rehearsed.ts')).rehearsedNix(world, packages, clock);
}
