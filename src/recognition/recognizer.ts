import { z } from 'zod';
import type { Samples } from '#audio/samples.ts';
import type { Heard } from './heard.ts';

export const RecognizerOptions = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('vosk'),
    /** Name of a speech model, or folder of one; without it the bundled one. */
    model: z.string().optional(),
  }),
  /** Lines of text that count as heard. */
  z.strictObject({ kind: z.literal('scripted'), lines: z.array(z.string()) }),
]);
export type RecognizerOptions = z.infer<typeof RecognizerOptions>;

/** How much of a sentence a transcript already is; decides how long to wait for more. A yes is an answer, told apart. */
export type Completeness = 'yes' | 'answer' | 'command' | 'incomplete';

/** What the recognizer should expect to hear now; read again at the start of each utterance. */
export interface Expecting {
  /** Phrases for the runtime grammar, `[unk]` added by the recognizer. Empty: free dictation. */
  phrases: readonly string[];
  /** Judges a partial transcript; pure and fast. */
  completeness(text: string): Completeness;
  /** True while our own voice is audible. */
  playing(): boolean;
}

export interface Recognizer {
  /**
   * Utterances in `samples`, until they end or `signal` is aborted. `expecting` is asked when listening begins and at
   * the start of each utterance. Throws `RecognizerError` when the model is missing or broken or the child was given up
   * after three deaths.
   */
  recognize(
    samples: AsyncIterable<Samples>,
    expecting: () => Expecting,
    signal: AbortSignal,
  ): AsyncIterable<Heard>;
}
