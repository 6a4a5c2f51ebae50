/** One thing to do, and what has to be done before. */
export interface Step {
  ms: number;
  /** Keys of other steps; those that are none are taken for done. */
  needs: readonly string[];
}

/**
 * Milliseconds until all `steps` are done by `workers` at a time, each taking first what most is waiting for: the time that
 * is still to go behind a step is what ranks it. Steps that need each other in a circle are left out.
 */
export function makespanMs(steps: ReadonlyMap<string, Step>, workers: number): number {
  const { order, followers } = sorted(steps);
  const behindMs = new Map<string, number>();
  for (const key of order.toReversed()) {
    const after = (followers.get(key) ?? []).map((follower) => behindMs.get(follower) ?? 0);
    behindMs.set(key, (steps.get(key)?.ms ?? 0) + after.reduce((most, ms) => Math.max(most, ms), 0));
  }
  const isUrgent = (a: string, b: string) => (behindMs.get(b) ?? 0) - (behindMs.get(a) ?? 0);
  const missing = new Map(order.map((key) => [key, needsOf(steps, key).length]));
  let ready = order.filter((key) => missing.get(key) === 0).sort(isUrgent);
  const running: { key: string; endMs: number }[] = [];
  let nowMs = 0;
  while (ready.length > 0 || running.length > 0) {
    while (running.length < Math.max(1, workers) && ready.length > 0) {
      const key = ready.shift() as string;
      running.push({ key, endMs: nowMs + (steps.get(key)?.ms ?? 0) });
    }
    running.sort((a, b) => a.endMs - b.endMs);
    const ended = running.shift() as { key: string; endMs: number };
    nowMs = ended.endMs;
    const freed = (followers.get(ended.key) ?? []).filter((follower) => {
      const left = (missing.get(follower) ?? 0) - 1;
      missing.set(follower, left);
      return left === 0;
    });
    if (freed.length > 0) ready = [...ready, ...freed].sort(isUrgent);
  }
  return nowMs;
}

function needsOf(steps: ReadonlyMap<string, Step>, key: string): string[] {
  return [...new Set(steps.get(key)?.needs)].filter((need) => steps.has(need));
}

/** Every step behind all that it needs; and what waits for each. */
function sorted(steps: ReadonlyMap<string, Step>): {
  order: string[];
  followers: ReadonlyMap<string, readonly string[]>;
} {
  const followers = new Map<string, string[]>();
  const missing = new Map<string, number>();
  for (const key of steps.keys()) {
    const needs = needsOf(steps, key);
    missing.set(key, needs.length);
    for (const need of needs) followers.set(need, [...(followers.get(need) ?? []), key]);
  }
  const order = [...steps.keys()].filter((key) => missing.get(key) === 0);
  for (let index = 0; index < order.length; index++) {
    for (const follower of followers.get(order[index] as string) ?? []) {
      const left = (missing.get(follower) ?? 0) - 1;
      missing.set(follower, left);
      if (left === 0) order.push(follower);
    }
  }
  return { order, followers };
}
