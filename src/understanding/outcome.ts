import type { PhraseReading } from './phrase.ts';
import { spokenAs } from './remembered.ts';
import type { World } from './understand-text.ts';
import type { Understanding } from './understanding.ts';

/** What a reading comes to: understood, several candidates, or something missing. */
export function outcomeOf(reading: PhraseReading, text: string, world: World): Understanding {
  if (reading.grade === 2 && reading.candidates) return narrowed(reading, reading.candidates, text, world);
  return reading.grade === 1 && reading.slot
    ? incomplete(reading, reading.slot, text)
    : understood(reading, text);
}

export function incomplete({ intents, heard }: PhraseReading, slot: string, text: string): Understanding {
  const [intent] = intents;
  return {
    decision: 'incomplete',
    intents: [intent],
    slot,
    ...(heard !== undefined && { heard }),
    text,
  };
}

export function understood(reading: PhraseReading, text: string): Understanding {
  const confidence = Math.round(reading.score * 1000) / 1000;
  return { decision: 'understood', intents: reading.intents, confidence, text, how: reading.how };
}

/** Of several packages to remove, only what is installed can be meant. */
export function narrowed(
  phrase: PhraseReading,
  all: NonNullable<PhraseReading['candidates']>,
  text: string,
  { installed }: World,
): Understanding {
  const [intent] = phrase.intents;
  const here = intent.intent === 'remove_package' ? all.filter(({ value }) => installed.includes(value)) : [];
  const candidates = here.length > 0 ? here : all;
  const slot = phrase.slot ?? 'package';
  const heard = spokenAs(phrase.slotWords);
  if (candidates.length > 1 || phrase.vague)
    return { decision: 'ambiguous', intents: [intent], slot, candidates, ...(heard && { heard }), text };
  const only = { intent: intent.intent, slots: { ...intent.slots, [slot]: candidates[0]?.value ?? '' } };
  return understood({ ...phrase, intents: [only], score: 0.8 }, text);
}
