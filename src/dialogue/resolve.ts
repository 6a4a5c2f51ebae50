import type { Intent, Reference, Slots, SlotValue } from '#understanding/intent.ts';
import type { Candidate } from '#understanding/understanding.ts';
import type { Choices, Context } from './context.ts';

export type Resolved =
  | { type: 'intent'; intent: Intent }
  /** What was pointed at cannot be told; `candidates` are what it could be. */
  | { type: 'unclear'; intent: Intent; slot: string; candidates: readonly Candidate[] };

/** Looks up "it", "the second one" and "the other one" in what was talked about. */
export function resolve(said: Intent, context: Context): Resolved {
  const intent = ofWhatWasListed(said, context) ?? ofLastOption(said, context) ?? said;
  let slots: Slots = intent.slots;
  for (const [slot, reference] of Object.entries(intent.references ?? {})) {
    const value = lookUp(reference, slot, context);
    // "The one before that", with nothing to point at, is the one before this.
    if (value === undefined && slot === 'before') continue;
    if (value === undefined) {
      const candidates = context.choices?.of === kindOf(slot) ? context.choices.candidates : [];
      return { type: 'unclear', intent: { intent: intent.intent, slots }, slot, candidates };
    }
    slots = { ...slots, ...slotsFor(slot, value) };
  }
  const { chosen } = intent;
  return { type: 'intent', intent: { intent: intent.intent, slots, ...(chosen && { chosen }) } };
}

/** "Delete the second one", after generations were read out. */
function ofWhatWasListed({ intent, references }: Intent, { choices }: Context): Intent | undefined {
  const reference = references?.package;
  if (intent !== 'remove_package' || reference?.kind !== 'position' || choices?.of !== 'generation')
    return undefined;
  const chosen = atPosition(choices.candidates, reference.position);
  return chosen && { intent: 'delete_generations', slots: { numbers: [Number(chosen.value)] } };
}

/** "Turn it off again", after bluetooth was turned on: no service was talked about since. */
function ofLastOption({ intent, references }: Intent, { last }: Context): Intent | undefined {
  const value = SWITCHES.get(intent);
  const option = last?.at(-1);
  if (value === undefined || references?.service?.kind !== 'it' || option?.intent !== 'set_option')
    return undefined;
  if (typeof option.slots.value !== 'boolean') return undefined;
  return { intent: 'set_option', slots: { ...option.slots, value } };
}

const SWITCHES = new Map([
  ['service_enable', true],
  ['service_disable', false],
]);

/** Whether commands ask for the same, however that came to be known. */
export function askTheSame(these: readonly Intent[], those: readonly Intent[]): boolean {
  const asked = (intents: readonly Intent[]) =>
    JSON.stringify(intents.map(({ intent, slots }) => [intent, slots]));
  return asked(these) === asked(those);
}

/** Which candidate a position means: 1 the first, -1 the last. */
export function atPosition(candidates: readonly Candidate[], position: number): Candidate | undefined {
  return position > 0 ? candidates[position - 1] : candidates.at(position);
}

/** The other of two. */
export function otherThan(
  value: SlotValue | null | undefined,
  candidates: readonly Candidate[],
): Candidate | undefined {
  const others = candidates.filter((candidate) => candidate.value !== String(value));
  return candidates.length === 2 && others.length === 1 ? others[0] : undefined;
}

/** A slot's value as intents have it: a generation is `number:21` with its number unpacked. */
export function slotsFor(slot: string, value: SlotValue): Slots {
  if (slot === 'before') return { before: Number(value) };
  if (slot !== 'target' && slot !== 'number') return { [slot]: value };
  const number = Number(String(value).replace(/^number:/, ''));
  return { target: `number:${number}`, number };
}

export function kindOf(slot: string): Choices['of'] {
  if (slot === 'target' || slot === 'number' || slot === 'before') return 'generation';
  return slot === 'service' || slot === 'option' ? slot : 'package';
}

/** What of this kind was talked about last. */
export function lastOf(kind: Choices['of'], context: Context): SlotValue | null {
  return kind === 'package' || kind === 'generation' || kind === 'service' ? context[kind] : null;
}

function lookUp(reference: Reference, slot: string, context: Context): SlotValue | undefined {
  const kind = kindOf(slot);
  const candidates = context.choices?.of === kind ? context.choices.candidates : [];
  const last = lastOf(kind, context);
  switch (reference.kind) {
    case 'it':
      return last ?? (candidates.length === 1 ? candidates[0]?.value : undefined);
    case 'position':
      return atPosition(candidates, reference.position)?.value;
    case 'other':
      return otherThan(last, candidates)?.value;
  }
}
