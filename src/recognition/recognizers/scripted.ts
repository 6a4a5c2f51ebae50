import { typed } from '../heard.ts';
import type { Recognizer, RecognizerOptions } from '../recognizer.ts';

/** Hears its lines, one after the other, whatever the sound is. */
export function scriptedRecognizer(options: Extract<RecognizerOptions, { kind: 'scripted' }>): Recognizer {
  return {
    async *recognize(_samples, _expecting, signal) {
      for (const line of options.lines) {
        if (signal.aborted) return;
        yield { ...typed(line), source: 'voice' };
      }
    },
  };
}
