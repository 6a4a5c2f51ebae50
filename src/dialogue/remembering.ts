import type { Answer } from '#nix/answer.ts';
import type { Intent, SlotValue } from '#understanding/intent.ts';
import { change, type Moment, takeId } from './moment.ts';
import type { Clarifying, Intents } from './state.ts';

/** Notes with a command that its slot was chosen when asked which one was meant; what was no candidate was no choice. */
export function chosenWhenAsked({ slot, spoken, candidates }: Clarifying, value: SlotValue | undefined) {
  const isChoice = spoken !== null && candidates.some((candidate) => candidate.value === value);
  const chosen: Pick<Intent, 'chosen'> = isChoice ? { chosen: { slot, spoken } } : {};
  return chosen;
}

/** Answers that tell that nothing came of it. */
const IN_VAIN: ReadonlySet<Answer['type']> = new Set([
  'failed',
  'cancelled',
  'no-such-package',
  'no-such-service',
  'no-such-option',
  'bad-value',
]);

/** What was chosen is remembered once it was carried out or is so already, and not when one thought better of it. */
export function rememberChosen(moment: Moment, intents: Intents, { type }: Answer): void {
  if (IN_VAIN.has(type)) return;
  for (const { chosen, slots } of intents) {
    const name = chosen && slots[chosen.slot];
    if (!chosen || typeof name !== 'string' || !isKind(chosen.slot)) continue;
    const task = takeId(moment);
    change(moment, { adjusting: [...moment.state.adjusting, task] });
    const remembered = { kind: chosen.slot, name, spoken: chosen.spoken };
    moment.effects.push({ type: 'adjust', task, adjustment: { kind: 'remember', name: remembered } });
  }
}

function isKind(slot: string): slot is 'package' | 'service' | 'option' {
  return slot === 'package' || slot === 'service' || slot === 'option';
}
