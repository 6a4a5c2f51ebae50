import type { Garbage } from '../../planning/world.ts';
import { parseStorePath, type StorePath } from '../../store-path.ts';
import type { LocalSystem } from './local-system.ts';

export type GarbageOf = (gone: ReadonlySet<number>, coming?: readonly StorePath[]) => readonly Garbage[];

/**
 * What the daemon says that nothing needs, and what only the generations `gone` need besides, as far as the roots that
 * we may see tell; not what is needed by what is `coming`, which stays.
 */
export async function findGarbage(system: LocalSystem, signal: AbortSignal): Promise<GarbageOf> {
  const { daemon, database, read, places } = system;
  const [dead, roots] = await Promise.all([daemon.deadPaths(signal), daemon.roots(signal)]);
  const { generations, current, active } = read();
  return (gone, coming = []) => {
    const links = new Set([...gone].map((number) => `${places.state}/profiles/system-${number}-link`));
    const lost = generations.filter(({ number }) => gone.has(number)).map(({ toplevel }) => toplevel);
    const kept = [
      ...roots.filter(({ link }) => !links.has(link)).map(({ path }) => path),
      current.toplevel,
      ...(active === undefined ? [] : [active]),
    ];
    const found = database.read((store) => {
      const stays = store.reach(store.ids(kept));
      const alone = store.reach(store.ids(lost)).difference(stays);
      const known = dead.filter((path) => parseStorePath(path, places.store) !== undefined);
      const needed = store.reach(store.ids(coming));
      return store.paths(new Set([...store.ids(known), ...alone]).difference(needed));
    });
    const paths = found.type === 'read' ? found.value : dead.map((path) => ({ path, bytes: 0 }));
    return paths.map(({ path, bytes }) => ({ name: path, bytes }));
  };
}
