/** What a profile is at: links by number, and what they lead to. */
export interface ProfileState {
  /** Ascending. */
  numbers: readonly number[];
  current: number | undefined;
  toplevelOf: ReadonlyMap<number, string>;
}

/** How many besides the ones in use always stay. */
const NEWEST_KEPT = 2;

/**
 * Generations that never go: the current one, those of the system that runs and of the one that was booted, and the
 * newest two others.
 */
export function protectedGenerations(
  { numbers, current, toplevelOf }: ProfileState,
  inUse: readonly (string | undefined)[],
): ReadonlySet<number> {
  const kept = new Set(numbers.filter((number) => isInUse(toplevelOf.get(number), inUse)));
  if (current !== undefined) kept.add(current);
  const others = numbers.filter((number) => !kept.has(number));
  for (const number of others.slice(-NEWEST_KEPT)) kept.add(number);
  return kept;
}

function isInUse(toplevel: string | undefined, inUse: readonly (string | undefined)[]): boolean {
  return toplevel !== undefined && inUse.includes(toplevel);
}
