import type { Voice } from './voice.ts';

/** A voice that another one can take the place of between two things said. */
export interface ReplaceableVoice extends Voice {
  replaceBy(voice: Voice): void;
}

export function replaceableVoice(first: Voice): ReplaceableVoice {
  let voice = first;
  return {
    get audible() {
      return voice.audible;
    },
    say: (text, options, signal) => voice.say(text, options, signal),
    replaceBy(next) {
      voice = next;
    },
  };
}
