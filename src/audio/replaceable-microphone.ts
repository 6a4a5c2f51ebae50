import type { Microphone } from './microphone.ts';

/** A microphone that another one can take the place of while it is listened to. */
export interface ReplaceableMicrophone extends Microphone {
  replaceBy(microphone: Microphone): void;
}

export function replaceableMicrophone(first: Microphone): ReplaceableMicrophone {
  let microphone = first;
  let replaced = new AbortController();
  return {
    async *listen(signal) {
      for (;;) {
        const { signal: change } = replaced;
        yield* microphone.listen(AbortSignal.any([signal, change]));
        // A recording that is over, or a listener who is gone, and not one that was replaced.
        if (!change.aborted || signal.aborted) return;
      }
    },
    replaceBy(next) {
      microphone = next;
      replaced.abort(new Error('another microphone is listened to'));
      replaced = new AbortController();
    },
  };
}
