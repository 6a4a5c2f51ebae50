import type { Clock } from '#base/clock.ts';
import type { ActivityRecord } from '../../activity.ts';
import type { Answer, Progress } from '../../answer.ts';
import { beginProgress, enterPhase, foldProgress } from '../../rebuild/progress.ts';
import type { Expected, ProgressState } from '../../rebuild/progress-state.ts';

/** Takes what is told while work is done. */
export interface Reporter {
  record(record: ActivityRecord): void;
  phase(phase: Progress['phase']): void;
  /** All that was told so far. */
  readonly state: ProgressState;
}

/** Builders may be silent for long; meanwhile time passes. */
const TICK_MS = 2_000;

/** That much less to go is news. */
const NEWS_MS = 1_000;

/** Does `work` and tells how far it is: whenever that is something else, and at last the answer. */
export async function* reported(
  work: (report: Reporter) => Promise<Answer>,
  phase: Progress['phase'],
  expected: Expected,
  clock: Clock,
): AsyncGenerator<Progress | Answer, void, undefined> {
  let state = beginProgress(phase, expected, clock.now());
  let told = state.progress;
  const waiting: Progress[] = [told];
  let wake = Promise.withResolvers<void>();
  const take = (next: ProgressState) => {
    state = next;
    if (!differs(told, next.progress)) return;
    told = next.progress;
    waiting.push(told);
    wake.resolve();
  };
  const over = new AbortController();
  void everySoOften(() => take(foldProgress(state, undefined, clock.now(), expected)), clock, over.signal);
  const report: Reporter = {
    record: (record) => take(foldProgress(state, record, clock.now(), expected)),
    phase: (entered) => take(enterPhase(state, entered, clock.now(), expected)),
    get state() {
      return state;
    },
  };
  const answer = work(report).finally(() => {
    over.abort();
    wake.resolve();
  });
  // It is awaited below; until then its failure is nobody's.
  answer.catch(() => {});
  try {
    while (!over.signal.aborted || waiting.length > 0) {
      const next = waiting.shift();
      if (next) {
        yield next;
        continue;
      }
      await wake.promise;
      wake = Promise.withResolvers<void>();
    }
    yield await answer;
  } finally {
    // Who listens no longer has not stopped it.
    await answer.catch(() => {});
  }
}

/** Until `signal` is aborted. */
async function everySoOften(tick: () => void, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(TICK_MS, signal).catch(() => {});
    if (!signal.aborted) tick();
  }
}

function differs(one: Progress, other: Progress): boolean {
  return (
    one.isLate !== other.isLate ||
    one.remainingMs - other.remainingMs >= NEWS_MS ||
    one.phase !== other.phase ||
    one.done !== other.done ||
    one.total !== other.total ||
    one.current !== other.current
  );
}
