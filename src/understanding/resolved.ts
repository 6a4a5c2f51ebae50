import type { Intent } from './intent.ts';

/**
 * A part of a compound, with what it leaves to those in front of it. `calledSo`: the package or service that was named in
 * front as something else, as in "stop nginx and uninstall it".
 */
export function resolved(
  intent: Intent,
  before: readonly Intent[],
  calledSo?: (slot: 'package' | 'service') => string | undefined,
): Intent {
  if (intent.intent === 'compare_generations' && intent.slots.from === 'previous')
    return comparedWithGoneTo(intent, before);
  const kept = keptForGood(intent, before);
  if (kept) return kept;
  for (const slot of ['package', 'service'] as const) {
    if (intent.references?.[slot]?.kind !== 'it') continue;
    const named = before.findLast(({ slots }) => slots[slot] !== undefined)?.slots[slot] ?? calledSo?.(slot);
    if (named !== undefined) return { intent: intent.intent, slots: { ...intent.slots, [slot]: named } };
  }
  return intent;
}

/** "Start docker and make it permanent": of a service it means that it starts with the machine. */
function keptForGood({ intent, references }: Intent, before: readonly Intent[]): Intent | undefined {
  const { service, package: named } = before.at(-1)?.slots ?? {};
  if (intent !== 'install_package' || references?.package?.kind !== 'it' || named !== undefined)
    return undefined;
  return service === undefined ? undefined : { intent: 'service_enable', slots: { service } };
}

/** "Go to 28 and show how it differs": what is compared with now is where one goes. */
function comparedWithGoneTo(intent: Intent, before: readonly Intent[]): Intent {
  const goneTo = before.findLast(({ intent: earlier }) => earlier === 'rollback')?.slots.number;
  return goneTo === undefined ? intent : { ...intent, slots: { ...intent.slots, from: goneTo } };
}
