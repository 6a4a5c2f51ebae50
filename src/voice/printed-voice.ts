import type { Voice } from './voice.ts';

/** Says nothing aloud: the text is on the screen already. */
export const printedVoice: Voice = {
  audible: false,
  async say(_text, _options, signal) {
    signal.throwIfAborted();
  },
};
