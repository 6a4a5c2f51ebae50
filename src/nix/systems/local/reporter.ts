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

/** Does `work` and tells how far it is: whenever that is something else, and at last the answer. */
export async function* reported(
  work: (report: Reporter) => Promise<Answer>,
  phase: Progress['phase'],
  expected: Expected,
  clock: Clock,
): AsyncGenerator<Progress | Answer, void, undefined> {
  let state = beginProgress(phase, expected, clock.now());
  const waiting: Progress[] = [state.progress];
  let wake = Promise.withResolvers<void>();
  const take = (next: ProgressState) => {
    const isNews = differs(state.progress, next.progress);
    state = next;
    if (!isNews) return;
    waiting.push(next.progress);
    wake.resolve();
  };
  const report: Reporter = {
    record: (record) => take(foldProgress(state, record, clock.now(), expected)),
    phase: (entered) => take(enterPhase(state, entered, clock.now(), expected)),
    get state() {
      return state;
    },
  };
  let isOver = false;
  const answer = work(report).finally(() => {
    isOver = true;
    wake.resolve();
  });
  // It is awaited below; until then its failure is nobody's.
  answer.catch(() => {});
  try {
    while (!isOver || waiting.length > 0) {
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

function differs(one: Progress, other: Progress): boolean {
  return (
    one.phase !== other.phase ||
    one.done !== other.done ||
    one.total !== other.total ||
    one.current !== other.current
  );
}
