import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { NixError } from '#base/errors.ts';
import type { Generation } from '../../generation.ts';
import { type Layout, linkName, parseLinkName } from './layout.ts';
import { damaged, RECIPE, readRecord, Settings, Software } from './records.ts';

/** A generation with what only the practice system needs of it. */
export interface SystemGeneration extends Generation {
  /** Store name of its toplevel. */
  toplevel: string;
  software: Software;
  /** Its services and options, read when asked. Throws NixError bad-state. */
  settings: () => Settings;
  /** Store names that it keeps alive. */
  needs: readonly string[];
}

export interface SystemState {
  /** Newest first. */
  generations: readonly SystemGeneration[];
  current: SystemGeneration;
}

type ToplevelFacts = Omit<SystemGeneration, 'number' | 'madeAt' | 'current' | 'toplevel'>;

/**
 * Reads the profile anew at each call; what it found in a toplevel is kept, since store paths never change.
 * A link to nothing, or to what cannot be read, is left out unless the profile points to it: then NixError bad-state.
 */
export function systemReader(layout: Layout): () => SystemState {
  const known = new Map<string, ToplevelFacts | undefined>();

  const factsOf = (toplevel: string): ToplevelFacts | undefined => {
    const kept = known.get(toplevel);
    if (kept) return kept;
    const facts = readToplevel(layout, toplevel);
    if (facts) known.set(toplevel, facts);
    return facts;
  };

  return () => {
    const currentNumber = readProfile(layout);
    const generations: SystemGeneration[] = [];
    for (const name of readdirSync(layout.profiles)) {
      const number = parseLinkName(name);
      if (number === undefined) continue;
      const link = join(layout.profiles, name);
      const { mtimeMs: madeAt } = lstatSync(link);
      const toplevel = basename(readLink(link));
      const facts = number === currentNumber ? factsOf(toplevel) : ifReadable(() => factsOf(toplevel));
      if (facts) generations.push({ number, madeAt, current: number === currentNumber, toplevel, ...facts });
    }
    generations.sort((a, b) => b.number - a.number);
    const current = generations.find((generation) => generation.current);
    if (!current) throw damaged(join(layout.profiles, linkName(currentNumber)), 'leads nowhere');
    return { generations, current };
  };
}

/** Whether a change was begun and not ended. */
export function hasPending(layout: Layout): boolean {
  return existsSync(layout.pending);
}

/** The number of the generation that the profile points to. */
export function readProfile(layout: Layout): number {
  const number = parseLinkName(readLink(layout.profile));
  if (number === undefined) throw damaged(layout.profile, 'does not point to a generation');
  return number;
}

/** Store name of what the profile leads to. */
export function currentToplevel(layout: Layout): string {
  return basename(readLink(join(layout.profiles, linkName(readProfile(layout)))));
}

/** What a toplevel says of itself; undefined when it is not there. */
export function readToplevel(layout: Layout, toplevel: string): ToplevelFacts | undefined {
  const path = join(layout.store, toplevel);
  let modules: string;
  let sw: string;
  try {
    modules = basename(readlinkSync(join(path, 'kernel-modules')));
    sw = basename(readlinkSync(join(path, 'sw')));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw damaged(path, 'cannot be read', error);
  }
  const software = readRecord(join(layout.store, sw, 'packages.json'), Software);
  const etc = ifLink(join(path, 'etc'));
  return {
    // The label ends the name: <hash>-nixos-system-<host>-<label>.
    nixosVersion: toplevel.slice(toplevel.lastIndexOf('-') + 1),
    kernel: /linux-([\w.]+)-modules$/.exec(modules)?.[1] ?? 'unknown',
    packages: software.map(({ attribute }) => attribute),
    software,
    settings: () => settingsIn(layout, toplevel, etc),
    needs: [toplevel, modules, sw, ...(etc ? [etc] : []), ...software.map(({ path: needed }) => needed)],
  };
}

/** Services and options of a toplevel, without what else it holds. */
export function readSettings(layout: Layout, toplevel: string): Settings {
  return settingsIn(layout, toplevel, ifLink(join(layout.store, toplevel, 'etc')));
}

function settingsIn(layout: Layout, toplevel: string, etc: string | undefined): Settings {
  if (etc) return readRecord(join(layout.store, etc, 'settings.json'), Settings);
  const boot = join(layout.store, toplevel, 'boot.json');
  if (existsSync(boot) && readFileSync(boot, 'utf8').includes(RECIPE))
    throw damaged(join(layout.store, toplevel, 'etc'), 'is missing');
  return Settings.parse({});
}

/** The store name that a link leads to; undefined when there is no such link. */
function ifLink(path: string): string | undefined {
  try {
    return basename(readlinkSync(path));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw damaged(path, 'is not a link', error);
  }
}

function ifReadable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof NixError) return undefined;
    throw error;
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path);
  } catch (cause) {
    throw damaged(path, isMissing(cause) ? 'is missing' : 'is not a link', cause);
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
