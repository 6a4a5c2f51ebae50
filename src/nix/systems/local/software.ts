import { readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { Attribute } from '../../attribute.ts';
import type { Software } from '../../planning/world.ts';
import { nameOfPath, parseName } from '../../store/path-name.ts';
import type { StoreQueries } from '../../store/store-queries.ts';
import type { Told } from './told.ts';

/**
 * What is installed for all users in a built system: what the managed file brought, by its attributes; and what its files
 * in the path refer to, by the name that each package has in the store. Without `store`: what its programs are links to.
 */
export function softwareOf(
  toplevel: string,
  told: Told | undefined,
  store: StoreQueries | undefined,
): Software {
  const all = systemPath(toplevel);
  return softwareFrom(told, store ? store.references(all) : linkedFrom(all));
}

/** Likewise, of what is in the path by its store paths. */
export function softwareFrom(told: Told | undefined, paths: Iterable<string>): Software {
  const found = new Map<string, Software[number]>();
  const seen = new Set<string>();
  for (const [attribute, path] of Object.entries(told?.packages ?? {})) {
    const { pname, version } = parseName(nameOfPath(path));
    found.set(attribute, { attribute, version, path });
    seen.add(`${pname} ${version}`);
  }
  for (const path of paths) {
    const { pname, version } = parseName(nameOfPath(path));
    const attribute = Attribute.safeParse(pname);
    if (!attribute.success || version === '' || seen.has(`${pname} ${version}`)) continue;
    seen.add(`${pname} ${version}`);
    if (!found.has(pname)) found.set(pname, { attribute: pname, version, path });
  }
  return [...found.values()].sort((a, b) => (a.attribute < b.attribute ? -1 : 1));
}

function systemPath(toplevel: string): string {
  try {
    return realpathSync(`${toplevel}/sw`);
  } catch {
    // A system without programs.
    return '';
  }
}

function linkedFrom(path: string): Iterable<string> {
  const store = dirname(path);
  try {
    return new Set(
      readdirSync(`${path}/bin`).flatMap((name) => {
        const target = readlinkSync(`${path}/bin/${name}`);
        return target.startsWith(`${store}/`)
          ? [target.split('/', store.split('/').length + 1).join('/')]
          : [];
      }),
    );
  } catch {
    // Without programs, or with what is no link.
    return [];
  }
}
