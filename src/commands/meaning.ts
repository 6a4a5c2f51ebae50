import type { Intent } from '#understanding/intent.ts';
import type { Understanding } from '#understanding/understanding.ts';

/** The fields that say in JSON what a sentence means: one intent, or several when it is compound. */
export type Meaning = { decision: string } & (
  | { intent: string; slots: Intent['slots'] }
  | { intents: string[]; slots_list: Intent['slots'][] }
);

export function meaningOf({ intents, decision }: { intents: readonly Intent[]; decision: string }): Meaning {
  if (intents.length > 1) {
    return {
      intents: intents.map(({ intent }) => intent),
      slots_list: intents.map(({ slots }) => slots),
      decision,
    };
  }
  const [only] = intents;
  return { intent: only?.intent ?? 'out_of_scope', slots: only?.slots ?? {}, decision };
}

/** An understanding as it is before a dialogue looks up what it points at; an answer alone means nothing yet. */
export function meaningOfUnderstanding(understanding: Understanding): Meaning {
  const { decision } = understanding;
  return meaningOf({ intents: 'intents' in understanding ? understanding.intents : [], decision });
}
