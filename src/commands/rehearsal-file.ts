import { z } from 'zod';
import { STATE_NAMES } from '#understanding/expectation.ts';

/** Facts that replace the rehearsed world for a dialogue or one turn. */
export const Given = z.object({
  installed: z.array(z.string()).optional(),
  /** What a look-up of this turn finds. */
  candidates: z.array(z.string()).optional(),
  /** What a search finds, in the order read out. */
  results: z.array(z.string()).optional(),
  generations: z.array(z.int()).optional(),
  current: z.int().optional(),
  did_you_mean: z.union([z.string(), z.array(z.string())]).optional(),
});
export type Given = z.infer<typeof Given>;

/** One dialogue of a rehearsal: a line of JSON. */
export const RehearsalDialogue = z.object({
  id: z.union([z.string(), z.number()]),
  given: Given.nullish(),
  turns: z.array(
    z.object({
      user: z.string().nullish(),
      event: z.string().nullish(),
      state_before: z.enum(STATE_NAMES).nullish(),
      given: Given.nullish(),
    }),
  ),
});
export type RehearsalDialogue = z.infer<typeof RehearsalDialogue>;
