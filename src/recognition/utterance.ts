import type { Completeness, Expecting } from './recognizer.ts';
import type { Transcript } from './transcript.ts';

/** Speech that is going on. Positions count samples since listening began. */
export interface Utterance {
  from: number;
  speechFrom: number;
  speechTo: number;
  speechMs: number;
  silentMs: number;
  expecting: Expecting;
  /** Long enough to be more than a click: announced and being decoded. */
  started: boolean;
  /** What the child has heard of it; undefined when it must be told from the beginning. */
  sentTo: number | undefined;
  partial: string;
  partialCompleteness: Completeness;
  /** Where it last changed. */
  partialAt: number;
  /** The finished transcript of what was heard up to a pause, for as long as the pause lasts. */
  looked: Transcript | undefined;
  lookedMs: number;
  /** The same together with what was decided before. */
  joined: Transcript | undefined;
  whilePlaying: boolean;
  decodeMs: number;
}

/** `at`: where its first speech ends. */
export function newUtterance(from: number, speechFrom: number, at: number, expecting: Expecting): Utterance {
  return {
    from,
    speechFrom,
    speechTo: at,
    speechMs: 0,
    silentMs: 0,
    expecting,
    started: false,
    sentTo: undefined,
    partial: '',
    partialCompleteness: 'incomplete',
    partialAt: at,
    looked: undefined,
    lookedMs: 0,
    joined: undefined,
    whilePlaying: false,
    decodeMs: 0,
  };
}

/** Counts the time that `work` takes as spent on the utterance. */
export async function timed<Result>(utterance: Utterance, work: () => Promise<Result>): Promise<Result> {
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    utterance.decodeMs += performance.now() - startedAt;
  }
}
