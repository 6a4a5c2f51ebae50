import { spokenOption } from '#catalogue/option.ts';
import type { SettingsIndex } from '#catalogue/settings-index.ts';
import type { Intent } from '#understanding/intent.ts';
import type { Understanding } from '#understanding/understanding.ts';

/** The fields that say in JSON what a sentence means: one intent, or several when it is compound. */
export type Meaning = { decision: string } & (
  | { intent: string; slots: Intent['slots'] }
  | { intents: string[]; slots_list: Intent['slots'][] }
);

interface Meant {
  intents: readonly Intent[];
  decision: string;
}

/** `settings`: where what people call an option is told as well. */
export function meaningOf({ intents, decision }: Meant, settings?: SettingsIndex): Meaning {
  if (intents.length > 1) {
    return {
      intents: intents.map(({ intent }) => intent),
      slots_list: intents.map((intent) => toldSlots(intent, settings)),
      decision,
    };
  }
  const [only] = intents;
  return { intent: only?.intent ?? 'out_of_scope', slots: only ? toldSlots(only, settings) : {}, decision };
}

/** An understanding as it is before a dialogue looks up what it points at; an answer alone means nothing yet. */
export function meaningOfUnderstanding(understanding: Understanding, settings: SettingsIndex): Meaning {
  const { decision } = understanding;
  return meaningOf({ intents: 'intents' in understanding ? understanding.intents : [], decision }, settings);
}

/** With what people call an option, beside its path. */
function toldSlots({ slots }: Intent, settings: SettingsIndex | undefined): Intent['slots'] {
  const { option } = slots;
  if (typeof option !== 'string' || !settings) return slots;
  return { ...slots, spoken: spokenOption(option, settings.option(option)).replace(/^the /, '') };
}
