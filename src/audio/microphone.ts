import { z } from 'zod';
import type { Samples } from './samples.ts';

export const MicrophoneOptions = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('device'),
    /** Which recorder program; `auto` takes the first that delivers sound. */
    recorder: z.enum(['auto', 'pw-record', 'parec', 'arecord', 'sox', 'rec']).default('auto'),
    /** An exact id, a number as listed, or a part of the name; without it the system's default. */
    device: z.string().max(200).optional(),
  }),
  z.strictObject({ kind: z.literal('wav'), file: z.string() }),
  z.strictObject({ kind: z.literal('stdin') }),
]);
export type MicrophoneOptions = z.infer<typeof MicrophoneOptions>;

export interface Microphone {
  /**
   * Sound as it arrives, in pieces of 20 to 100 ms, until `signal` is aborted (ends quietly) or a recording is over.
   * Throws `AudioError` when there is no recorder, no such device, or nothing is delivered for two seconds; a device
   * that was heard is waited for when it goes away.
   */
  listen(signal: AbortSignal): AsyncIterable<Samples>;
}

/** What became of a device that is listened to; said once each time. */
export interface MicrophoneNotice {
  /** Nothing is heard; another device is heard in its place; what was chosen, or anything at all, is heard again. */
  type: 'lost' | 'replaced' | 'back';
  /** For people. */
  message: string;
}
