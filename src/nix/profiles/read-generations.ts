import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { type NixPlaces, systemProfile } from '../places.ts';
import type { Damage, DamagedGeneration, Generations, SystemGeneration } from './generations.ts';
import { targetOf } from './if-there.ts';
import { isGenerationLink, parseGenerationLink } from './link-name.ts';
import { type ToplevelCache, type ToplevelFacts, toplevelReader } from './toplevel-facts.ts';

/**
 * Reads the system profile anew: its links are what can change, and what is behind them is kept in `known`. Never throws:
 * what cannot be read is told as damaged.
 */
export function readGenerations(places: NixPlaces, known: ToplevelCache = new Map()): Generations {
  const profile = systemProfile(places);
  const folder = dirname(profile);
  const name = basename(profile);
  const current = parseGenerationLink(name, basename(targetOf(profile) ?? ''));
  const active = targetOf(`${places.run}/current-system`);
  const booted = targetOf(`${places.run}/booted-system`);
  const generations: SystemGeneration[] = [];
  const damaged: DamagedGeneration[] = [];
  const readToplevel = toplevelReader();

  const read = (link: string, number: number | undefined): SystemGeneration | Damage => {
    if (number === undefined) return 'not-numbered';
    const found = followLink(places.store, folder, link);
    if (typeof found === 'string') return found;
    const { toplevel, madeAt } = found;
    let facts = known.get(toplevel);
    if (facts) {
      if (!existsSync(toplevel)) return 'missing';
    } else {
      facts = readToplevel(toplevel);
      if (!facts) return existsSync(toplevel) ? 'no-system' : 'missing';
      known.set(toplevel, facts);
    }
    return {
      number,
      madeAt,
      current: number === current,
      toplevel,
      active: isOrHolds(toplevel, facts, active),
      booted: isOrHolds(toplevel, facts, booted),
      ...facts,
    };
  };

  const names = linksIn(folder);
  if (!names) damaged.push({ name: folder, why: 'unreadable', current: false });
  for (const link of names ?? []) {
    if (!isGenerationLink(name, link)) continue;
    const number = parseGenerationLink(name, link);
    const found = read(link, number);
    if (typeof found !== 'string') generations.push(found);
    else
      damaged.push({
        name: link,
        why: found,
        current: number !== undefined && number === current,
        ...(number !== undefined && { number }),
      });
  }
  generations.sort((one, other) => other.number - one.number);
  return {
    generations,
    damaged,
    ...(current !== undefined && { current }),
    ...(active !== undefined && { active }),
    ...(booted !== undefined && { booted }),
  };
}

function followLink(
  store: string,
  folder: string,
  link: string,
): { toplevel: string; madeAt: number } | Damage {
  const path = `${folder}/${link}`;
  const target = targetOf(path);
  if (target === undefined) return 'not-a-link';
  const toplevel = target.startsWith('/') ? target : resolve(folder, target);
  if (!isStorePath(store, toplevel)) return 'outside';
  try {
    // The time of the link is when the generation was made; that of what it leads to changes when the store is optimised.
    return { toplevel, madeAt: lstatSync(path).mtimeMs };
  } catch {
    // Deleted between the two looks.
    return 'missing';
  }
}

/** A path right below the store; cheaper than taking it apart, as it is asked for each link. */
function isStorePath(store: string, path: string): boolean {
  const start = store.length + 1;
  return (
    path.startsWith(`${store}/`) && path.length > start && path[start] !== '.' && !path.includes('/', start)
  );
}

function isOrHolds(toplevel: string, facts: ToplevelFacts, path: string | undefined): boolean {
  if (path === undefined) return false;
  if (path === toplevel) return true;
  return facts.specialisations.some((name) => targetOf(`${toplevel}/specialisation/${name}`) === path);
}

/** Undefined when it cannot be read; a profile that was never made has none. */
function linksIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : undefined;
  }
}
