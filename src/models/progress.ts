import { systemClock } from '#base/clock.ts';

/** How far a pull is; `done` and `total` in bytes, `done` never more. */
export interface ModelProgress {
  phase: 'downloading' | 'checking' | 'unpacking';
  done: number;
  total: number;
  /** Milliseconds still to go in this phase, estimated; undefined before there is anything to estimate from. */
  remainingMs: number | undefined;
}

/** `steps` tell how many bytes of `total` are done. */
export async function* inPhase(
  phase: ModelProgress['phase'],
  total: number,
  steps: AsyncIterable<number>,
): AsyncGenerator<ModelProgress> {
  const startedAt = systemClock.now();
  let first: number | undefined;
  for await (const step of steps) {
    const done = Math.min(step, total);
    // What was there before took no time.
    first ??= done;
    const elapsedMs = systemClock.now() - startedAt;
    const remainingMs =
      done > first && elapsedMs > 0 ? Math.round(((total - done) * elapsedMs) / (done - first)) : undefined;
    yield { phase, done, total, remainingMs };
  }
}
