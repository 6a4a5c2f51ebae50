import { readdirSync } from 'node:fs';
import { NixError } from '#base/errors.ts';
import type { SettingsIndex } from '#catalogue/settings-index.ts';
import { type NixPlaces, systemProfile } from '../../places.ts';
import type { Software, SystemGeneration, SystemSettings } from '../../planning/world.ts';
import type { DamagedGeneration } from '../../profiles/generations.ts';
import { readGenerations } from '../../profiles/read-generations.ts';
import type { ToplevelFacts } from '../../profiles/toplevel-facts.ts';
import type { StoreDatabase } from '../../store/store-database.ts';
import { counted, type HitRates } from './hit-rates.ts';
import { softwareOf } from './software.ts';
import { type Told, toldBy } from './told.ts';

/** A generation of a real system. What costs reading is read when it is asked for. */
export interface LocalGeneration extends SystemGeneration {
  told: Told | undefined;
  booted: boolean;
  active: boolean;
}

export interface LocalState {
  /** Newest first. */
  generations: readonly LocalGeneration[];
  /** Throws NixError `bad-state` when the profile leads to none. */
  readonly current: LocalGeneration;
  damaged: readonly DamagedGeneration[];
  /** Toplevel that runs, when it is in the store. */
  active: string | undefined;
}

/** What a toplevel holds; it never changes. */
interface Contents {
  told: Told | undefined;
  software: Software;
  units: readonly string[];
}

/**
 * Reads the system profile anew at each call, and what is in a toplevel once; how often that was known by then is counted.
 * Gives NixError `bad-state` when the profile leads nowhere.
 */
export function localReader(
  places: NixPlaces,
  database: StoreDatabase,
  settings: SettingsIndex,
): (hits: HitRates) => LocalState {
  const facts = new Map<string, ToplevelFacts>();
  const contents = new Map<string, Contents>();

  const contentsOf = (toplevel: string, hits: HitRates): Contents => {
    const known = counted(contents, 'generations', hits);
    const kept = known.get(toplevel);
    if (kept) return kept;
    const told = toldBy(toplevel);
    const read = database.read((store) => softwareOf(toplevel, told, store));
    const software = read.type === 'read' ? read.value : softwareOf(toplevel, told, undefined);
    const made = { told, software, units: unitsOf(toplevel) };
    // What the database could not tell now, it may tell later.
    if (read.type === 'read') known.set(toplevel, made);
    return made;
  };

  const settingsOf = (toplevel: string, hits: HitRates): SystemSettings => {
    const { told, units } = contentsOf(toplevel, hits);
    const there = new Set(units);
    const services = settings.services.map(({ unit }) => unit).filter((unit) => there.has(unit));
    return { services, options: optionsWithoutServices(told?.options ?? {}, settings) };
  };

  return (hits) => {
    const known = counted(facts, 'generations', hits);
    const { generations: found, damaged, active } = readGenerations(places, known);
    const generations = found.map(
      (one): LocalGeneration => ({
        ...one,
        get packages() {
          return this.software.map(({ attribute }) => attribute);
        },
        get software() {
          return contentsOf(one.toplevel, hits).software;
        },
        get told() {
          return contentsOf(one.toplevel, hits).told;
        },
        settings: () => settingsOf(one.toplevel, hits),
      }),
    );
    return {
      generations,
      damaged,
      active,
      get current() {
        const current = generations.find((one) => one.current);
        if (!current) throw noCurrent(places, generations);
        return current;
      },
    };
  };
}

function noCurrent(places: NixPlaces, [newest]: readonly LocalGeneration[]): NixError {
  const profile = systemProfile(places);
  if (newest)
    return new NixError(
      'bad-state',
      `The system profile ${profile} leads to no system. Type, as root: nix-env -p ${profile} --switch-generation ${newest.number}.`,
    );
  return new NixError(
    'bad-state',
    `There is no NixOS here: ${profile} has no generations. Say use the practice system, to try things out.`,
  );
}

/** Names of the services of a built system, without `.service`. */
export function unitsOf(toplevel: string): string[] {
  try {
    return readdirSync(`${toplevel}/etc/systemd/system`).flatMap((name) =>
      name.endsWith('.service') ? [name.slice(0, -'.service'.length)] : [],
    );
  } catch {
    // A system without services.
    return [];
  }
}

/** What enables a service is told by the service. */
export function optionsWithoutServices(
  options: SystemSettings['options'],
  { services }: Pick<SettingsIndex, 'services'>,
): SystemSettings['options'] {
  const ofServices = new Set(services.map(({ option }) => option));
  return Object.fromEntries(Object.entries(options).filter(([path]) => !ofServices.has(path)));
}
