/** One of the recognizer's guesses at what was said, best first. `score` only orders guesses of one utterance. */
export interface Alternative {
  text: string;
  score: number;
}

/** What reaches the inbox from the ears. Times are milliseconds of audio since listening began. */
export type Heard =
  | { type: 'speech-started'; atMs: number }
  | { type: 'partial'; text: string; atMs: number }
  | {
      type: 'final';
      /** Best first, at least one; an empty text means that nothing known was said. */
      alternatives: readonly [Alternative, ...Alternative[]];
      source: 'voice' | 'typed';
      startMs: number;
      /** Clock time of `startMs`, milliseconds since 1970, where there is sound; absent: just now. */
      startedAt?: number;
      /** End of the last speech in it. */
      endMs: number;
      /** When the recognizer was sure that it is over. */
      decidedMs: number;
      /** Milliseconds of compute spent on the utterance. */
      decodeMs: number;
      /** Our own voice was audible during it, so it may be an echo: only stop words count. */
      whilePlaying: boolean;
      /** It goes on from the final before it (speech went on within a second): take that one back. */
      amends: boolean;
    };

export type HeardFinal = Extract<Heard, { type: 'final' }>;

/** A typed line is heard like a spoken one. */
export function typed(text: string): HeardFinal {
  return {
    type: 'final',
    alternatives: [{ text, score: 0 }],
    source: 'typed',
    startMs: 0,
    endMs: 0,
    decidedMs: 0,
    decodeMs: 0,
    whilePlaying: false,
    amends: false,
  };
}
