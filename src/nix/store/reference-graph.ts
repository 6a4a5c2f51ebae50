import type { Rows } from './rows.ts';

/** Who refers to whom among store paths, by the ids of their rows, loaded as far as it is asked for. */
export interface ReferenceGraph {
  /** Ids of the closure of `roots`, with them. */
  reach(roots: Iterable<number>): Set<number>;
}

const EDGES = 'select referrer, reference from json_each(?) cross join Refs on referrer = value';

/** Takes a level at a time: a query for each path costs more, and so does one that walks in SQL for each closure again. */
export function referenceGraph(rows: Rows): ReferenceGraph {
  const references = new Map<number, number[]>();

  const load = (ids: readonly number[]) => {
    const unknown = ids.filter((id) => !references.has(id));
    if (unknown.length === 0) return;
    for (const id of unknown) references.set(id, []);
    for (const [referrer, reference] of rows<[number, number]>(EDGES, JSON.stringify(unknown)))
      references.get(referrer)?.push(reference);
  };

  return {
    reach(roots) {
      const reached = new Set(roots);
      let level = [...reached];
      while (level.length > 0) {
        load(level);
        const next: number[] = [];
        for (const id of level)
          for (const reference of references.get(id) ?? []) {
            if (reached.has(reference)) continue;
            reached.add(reference);
            next.push(reference);
          }
        level = next;
      }
      return reached;
    },
  };
}
