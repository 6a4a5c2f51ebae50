import type { Answer, Progress } from '#nix/answer.ts';
import type { Planned } from '#nix/plan.ts';
import type { Understanding } from '#understanding/understanding.ts';
import type { Adjusted } from './adjustment.ts';

/** All that can happen to a dialogue. `at` is clock time in milliseconds; past tense, because it has happened. */
export type Event = { at: number } & (
  | {
      type: 'understood';
      understanding: Understanding;
      source: 'voice' | 'typed';
      /** Clock time at which it began to be said: a yes begun before the question is no answer to it. */
      startedAt: number;
      /** It began with the wake phrase. */
      wake: boolean;
      /** Our own voice was audible during it. */
      whilePlaying: boolean;
      /** It is the utterance before it, continued: what that one set off is taken back first. */
      amends: boolean;
    }
  | { type: 'speech-started'; whilePlaying: boolean }
  /** `--confirm HASH` or `--yes`: counts as a clear yes if, and only if, the open question's plan has this hash. */
  | { type: 'confirmed'; hash: string }
  | { type: 'planned'; task: number; planned: Planned }
  | { type: 'progressed'; task: number; progress: Progress }
  | { type: 'answered'; task: number; answer: Answer }
  /** A run gave its last answer. */
  | { type: 'finished'; task: number }
  | { type: 'history-read'; task: number; entries: readonly HistoryEntry[] }
  | { type: 'adjusted'; task: number; outcome: Adjusted }
  /** A speech ended; `heard`: said to its end, and neither silenced, dropped nor failed. */
  | { type: 'said'; speech: number; heard: boolean }
  | { type: 'timed-out'; timer: TimerName }
  /** An edge threw; `message` is for people. */
  | { type: 'failed'; task: number | 'ears' | 'voice' | 'journal'; code: string; message: string }
  /** No more sound or text will come. */
  | { type: 'ears-closed' }
);

export type TimerName = 'reprompt' | 'expiry' | 'progress';

/** One line of "what did I do", newest first. */
export interface HistoryEntry {
  at: number;
  said: string;
  /** `under-way`: begun, and somebody is at it. `unfinished`: begun, and its end was not seen. */
  outcome: 'done' | 'failed' | 'cancelled' | 'under-way' | 'unfinished';
  /** Of what was done: the service of it that did not start. */
  notStarted?: string;
}
