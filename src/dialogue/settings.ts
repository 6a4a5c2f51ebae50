import { z } from 'zod';

/** How much yes is enough: whatever means yes, a whole listed phrase, or the action's own words. */
export const YesNeeded = z.enum(['any', 'clear', 'named']);
export type YesNeeded = z.infer<typeof YesNeeded>;

const PerRisk = (change: YesNeeded, risky: YesNeeded, irreversible: YesNeeded) =>
  z
    .strictObject({
      change: YesNeeded.default(change),
      risky: YesNeeded.default(risky),
      irreversible: YesNeeded.default(irreversible),
    })
    .prefault({});

export const DialogueSettings = z.strictObject({
  /** `wake`: only what follows the wake phrase counts; `talk`: a key is held; `always`: all speech counts. */
  mode: z.enum(['wake', 'talk', 'always']).default('wake'),
  /** After we finished speaking, speech counts this long without the wake phrase. */
  followUpMs: z.int().min(0).max(60_000).default(8_000),
  /** Silence after which a question is asked once more. */
  repromptMs: z.int().min(1_000).max(600_000).default(10_000),
  /** After this long without an answer a question is dropped. */
  expiryMs: z.int().min(1_000).max(600_000).default(30_000),
  progressEveryMs: z.int().min(1_000).max(3_600_000).default(45_000),
  /** A plan that takes longer is announced when it starts. */
  announceMs: z.int().min(0).max(600_000).default(3_000),
  /** How many entries of a list are read out at a time. */
  listStep: z.int().min(1).max(10_000).default(3),
  confirm: z
    .strictObject({ typed: PerRisk('any', 'any', 'named'), voice: PerRisk('any', 'clear', 'named') })
    .prefault({}),
});
export type DialogueSettings = z.infer<typeof DialogueSettings>;
