import type { Clock } from '#base/clock.ts';
import { isAbort } from '#base/errors.ts';
import type { Microphone, MicrophoneOptions } from '../microphone.ts';
import { PIECE_MS, pieces } from '../pieces.ts';
import { readWav } from '../read-wav.ts';
import { silence } from '../samples.ts';

/** So that the last words are known to be over. */
const SILENCE_AFTER_MS = 1_500;

/** Hears a WAV file as if it were spoken, piece by piece in the clock's time. Throws `AudioError`. */
export async function wavMicrophone(
  { file }: Extract<MicrophoneOptions, { kind: 'wav' }>,
  { clock }: { clock: Clock },
): Promise<Microphone> {
  const recorded = await readWav(file);
  return {
    async *listen(signal) {
      try {
        for (const sound of [recorded, silence(SILENCE_AFTER_MS)]) {
          for (const piece of pieces(sound)) {
            await clock.sleep(PIECE_MS, signal);
            yield piece;
          }
        }
      } catch (error) {
        if (!isAbort(error, signal)) throw error;
      }
    },
  };
}
