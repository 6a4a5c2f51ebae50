import { z } from 'zod';

export const VoiceOptions = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('espeak'),
    /** Words per minute. */
    rate: z.int().min(80).max(600).default(175),
    /** 0 to 200. */
    volume: z.int().min(0).max(200).default(100),
    /** As `espeak-ng --voices` lists it. */
    name: z
      .string()
      .regex(/^[a-zA-Z0-9+-]{1,40}$/)
      .describe('the name of an espeak-ng voice, such as en-us')
      .default('en-us'),
  }),
  /** The `say` package: macOS, Windows and Festival. */
  z.strictObject({ kind: z.literal('say') }),
  /** Text only. */
  z.strictObject({ kind: z.literal('printed') }),
]);
export type VoiceOptions = z.infer<typeof VoiceOptions>;

export type Urgency = 'message' | 'progress';

export interface Voice {
  /** Whether a person may hear it through the air, so that a microphone may too. */
  readonly audible: boolean;
  /** Resolves when all of it was said; aborting silences it at once. Throws `VoiceError` or `AudioError`. */
  say(text: string, options: { urgency: Urgency }, signal: AbortSignal): Promise<void>;
}
