import type { Voice } from '../voice.ts';

/** Says nothing aloud: the text is on the screen already, or `print` puts it there. */
export function printedVoice({ print }: { print?: ((text: string) => void) | undefined }): Voice {
  return {
    audible: false,
    async say(text, _, signal) {
      signal.throwIfAborted();
      print?.(text);
    },
  };
}
