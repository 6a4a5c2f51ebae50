import type { Speaker } from '../speaker.ts';

/** Plays nothing, at once. */
export function noSpeaker(): Speaker {
  return {
    audible: false,
    async play(_, signal) {
      signal.throwIfAborted();
    },
  };
}
