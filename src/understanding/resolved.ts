import type { Intent } from './intent.ts';

/** A part of a compound, with what it leaves to those in front of it. */
export function resolved(intent: Intent, before: readonly Intent[]): Intent {
  if (intent.intent === 'compare_generations' && intent.slots.from === 'previous')
    return comparedWithGoneTo(intent, before);
  for (const slot of ['package', 'service']) {
    if (intent.references?.[slot]?.kind !== 'it') continue;
    const named = before.findLast(({ slots }) => slots[slot] !== undefined)?.slots[slot];
    if (named !== undefined) return { intent: intent.intent, slots: { ...intent.slots, [slot]: named } };
  }
  return intent;
}

/** "Go to 28 and show how it differs": what is compared with now is where one goes. */
function comparedWithGoneTo(intent: Intent, before: readonly Intent[]): Intent {
  const goneTo = before.findLast(({ intent: earlier }) => earlier === 'rollback')?.slots.number;
  return goneTo === undefined ? intent : { ...intent, slots: { ...intent.slots, from: goneTo } };
}
