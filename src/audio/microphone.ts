import { z } from 'zod';
import type { Samples } from './samples.ts';

export const MicrophoneOptions = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('device'),
    /** Which recorder program; `auto` takes the first that delivers sound. */
    recorder: z.enum(['auto', 'pw-record', 'parec', 'arecord', 'sox', 'rec']).default('auto'),
    /** The recorder's own name of the device; without it the system's default. */
    device: z.string().max(200).optional(),
  }),
  z.strictObject({ kind: z.literal('wav'), file: z.string() }),
  z.strictObject({ kind: z.literal('stdin') }),
]);
export type MicrophoneOptions = z.infer<typeof MicrophoneOptions>;

export interface Microphone {
  /**
   * Sound as it arrives, in pieces of 20 to 100 ms, until `signal` is aborted (ends quietly) or a recording is over.
   * Throws `AudioError` when there is no recorder, it dies, or it delivers nothing for two seconds.
   */
  listen(signal: AbortSignal): AsyncIterable<Samples>;
}
