import { z } from 'zod';
import type { Samples } from './samples.ts';

export const SpeakerOptions = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('device'),
    player: z.enum(['auto', 'pw-play', 'paplay', 'aplay', 'play']).default('auto'),
  }),
  /** Writes all that is said, with the silences between, into one WAV file. */
  z.strictObject({ kind: z.literal('wav'), file: z.string() }),
  z.strictObject({ kind: z.literal('none') }),
]);
export type SpeakerOptions = z.infer<typeof SpeakerOptions>;

export interface Speaker {
  /** Whether sound leaves the machine's loudspeaker, so that a microphone may hear it. */
  readonly audible: boolean;
  /** Resolves when the last sample has been played; aborting stops the sound at once. Throws `AudioError`. */
  play(samples: Samples, signal: AbortSignal): Promise<void>;
}
