import type { Answer, UnclearGeneration } from '#nix/answer.ts';
import type { Plan } from '#nix/plan.ts';
import type { Intent } from '#understanding/intent.ts';
import type { Moment } from './moment.ts';
import { askSlot } from './questions.ts';
import { slotsFor } from './resolve.ts';
import type { Intents, Planning } from './state.ts';

/** Whether an answer names generations to choose from, so that going back to one of them can go on. */
export function isChoice(answer: Answer): answer is UnclearGeneration {
  return answer.type === 'unclear-generation' && answer.why !== 'none';
}

/** "Which one: generation 41, from Monday, or 40, from Sunday?" All that was said of it is answered by that. */
export function askGeneration(moment: Moment, answer: UnclearGeneration, origin: Planning): void {
  const { target, why, generations } = answer;
  const heard = why === 'unknown' && 'spoken' in target ? target.spoken : null;
  const candidates = generations.map(({ number, madeAt }) => ({
    value: String(number),
    spoken: `generation ${number}`,
    madeAt,
  }));
  askSlot(moment, { intent: { intent: 'rollback', slots: {} }, slot: 'target', heard, candidates }, origin);
}

/** What only the system knew is known by its plan: "the oldest" is a number. */
export function named(intents: Intents, plan: Plan): Intents {
  return namedDeletion(namedTarget(intents, plan), plan);
}

/** "The oldest two" are numbers, which "not that one" can be said to. */
function namedDeletion(intents: Intents, { effects }: Plan): Intents {
  const { deletes = [] } = effects;
  const [only, ...others] = intents.filter(({ intent }) => intent === 'delete_generations');
  if (deletes.length === 0 || only?.slots.oldest === undefined || others.length > 0) return intents;
  return intents.map((one) =>
    one === only ? { intent: one.intent, slots: { numbers: [...deletes] } } : one,
  ) as unknown as Intents;
}

function namedTarget(intents: Intents, { effects }: Plan): Intents {
  const to = effects.returnsTo ?? effects.to;
  if (!to || !intents.some(isOpen)) return intents;
  return intents.map((one) =>
    isOpen(one) ? { intent: one.intent, slots: slotsFor('target', to.number) } : one,
  ) as unknown as Intents;
}

/** A position among the generations, which is not worth repeating once it has a number. */
function isOpen({ intent, slots }: Intent): boolean {
  return intent === 'rollback' && (slots.meant === 'oldest' || slots.meant === 'before-that');
}
