import type { StoreQueries } from './store-queries.ts';

/** What a system takes in the store. */
interface SystemSize {
  toplevel: string;
  /** Of its whole closure. */
  bytes: number;
  /** Of what no other of the systems asked about needs, nor anything that is kept. */
  ownBytes: number;
}

export interface GenerationSizes {
  systems: readonly SystemSize[];
  /** Of what only systems that are not kept need: what their deletion would leave to be collected. */
  oldBytes: number;
}

/**
 * How much of the store is there for which of the systems, by their toplevels. `kept` are the paths that stay in any case,
 * such as what runs and what was booted.
 */
export function generationSizes(
  store: StoreQueries,
  toplevels: readonly string[],
  kept: readonly string[],
): GenerationSizes {
  const stays = store.reach(store.ids(kept));
  const closures = [...new Set(toplevels)].map((toplevel) => ({
    toplevel,
    ids: store.reach(store.ids([toplevel])),
    isKept: kept.includes(toplevel),
  }));
  const users = new Map<number, number>();
  for (const { ids } of closures) for (const id of ids) users.set(id, (users.get(id) ?? 0) + 1);

  const bytes = store.sizes(users.keys());
  const sum = (ids: Iterable<number>, counts: (id: number) => boolean) => {
    let total = 0;
    for (const id of ids) if (counts(id)) total += bytes.get(id) ?? 0;
    return total;
  };
  return {
    systems: closures.map(({ toplevel, ids, isKept }) => ({
      toplevel,
      bytes: sum(ids, () => true),
      ownBytes: sum(ids, (id) => users.get(id) === 1 && (isKept || !stays.has(id))),
    })),
    oldBytes: sum(users.keys(), (id) => !stays.has(id)),
  };
}
